import { sign } from './byte-signs.ts'
import { type Reading, replaceBytes } from './reading.ts'

const byteAt = (hex: string) => String.fromCharCode(Number.parseInt(hex, 16))
const meant = (text: string) =>
  text.replace(/=(?:([0-9a-f]{2})|[ \t]*\r?\n)/gi, (_all, hex?: string) => (hex ? byteAt(hex) : ''))

/** Mail's own: `=C3=BC`, lines that end in `=`, and words of a header such as `=?utf-8?Q?…?=`. */
export const quotedPrintable: Reading = {
  name: 'quoted-printable and the encoded words of mail',
  of: 'letters',
  signs: sign.equals,
  read: (bytes) =>
    replaceBytes(
      bytes,
      /=\?[\w-]+\?([bq])\?([^?\s]*)\?=(?:\s+(?==\?))?|=(?:[2-9a-f][0-9a-f]|[ \t]*\r?\n)/gi,
      (all, kind, word) => {
        if (!kind) return meant(all!)
        return kind.toLowerCase() === 'b'
          ? Buffer.from(word!, 'base64').toString('latin1')
          : meant(word!.replaceAll('_', ' '))
      },
    ),
}
