import { sign } from './byte-signs.ts'
import { type Reading, replaceBytes } from './reading.ts'

const byteAt = (hex: string) => String.fromCharCode(Number.parseInt(hex, 16))
const meant = (text: string) =>
  text.replace(/=(?:([0-9a-f]{2})|[ \t]*\r?\n)/gi, (_all, hex?: string) => (hex ? byteAt(hex) : ''))

/** What is behind a sign of equality in links and forms, a number or a name, is none of it. */
const isWritten =
  /=[ \t]*\r?\n|=\?[\w-]+\?[bq]\?|=[c-f][0-9a-f]=[89ab][0-9a-f]|=[C-F][0-9A-F](?![0-9])|=(?:20|3D|0[9AD])|(?:=[2-9a-f][0-9a-f]){3}/i

/** Mail's own: `=C3=BC`, lines that end in `=`, and words of a header such as `=?utf-8?Q?…?=`. */
export const quotedPrintable: Reading = {
  name: 'quoted-printable and the encoded words of mail',
  of: 'letters',
  signs: sign.equals,
  read: (bytes) =>
    isWritten.test(bytes.toString('latin1'))
      ? replaceBytes(
          bytes,
          /=\?[\w-]+\?([bq])\?([^?\s]*)\?=(?:\s+(?==\?))?|=(?:[2-9a-f][0-9a-f]|[ \t]*\r?\n)/gi,
          (all, kind, word) => {
            if (!kind) return meant(all!)
            return kind.toLowerCase() === 'b'
              ? Buffer.from(word!, 'base64').toString('latin1')
              : meant(word!.replaceAll('_', ' '))
          },
        )
      : null,
}
