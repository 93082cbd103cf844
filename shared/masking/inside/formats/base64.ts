import type { ByteText } from '../../redact/php-value.ts'
import type { Rewrite } from '../format.ts'

/** One text or value in base64, in either alphabet, with or without padding and line breaks: each stays as it was. */
export const rewriteBase64: Rewrite = (text, { root, visit }) => {
  const written = text.replaceAll(/[\r\n]/g, '').trim()
  const padding = written.endsWith('=') || written.length % 4 === 0
  const alphabet = /[-_]/.test(written) ? 'base64url' : 'base64'
  const encode = (bytes: Buffer) => {
    const encoded = bytes.toString(alphabet).replace(/=+$/, '')
    return padding ? encoded.padEnd(Math.ceil(encoded.length / 4) * 4, '=') : encoded
  }
  const bytes = Buffer.from(written, alphabet)
  // Not everything in these letters is base64: what does not come back as it was is none.
  if (encode(bytes) !== written) return null
  const other = root.keeps ? undefined : visit(root, bytes.toString('latin1'), 'text')
  if (other === undefined) return text
  return text.replace(/\S[\s\S]*\S|\S/, (whole) => wrapped(encode(Buffer.from(other ?? '', 'latin1')), whole))
}

/** In lines as long as the first one was. */
function wrapped(encoded: ByteText, before: ByteText): ByteText {
  const [first, line, lineBreak] = /^([^\r\n]+)(\r?\n)/.exec(before) ?? []
  return first ? (encoded.match(new RegExp(`.{1,${line!.length}}`, 'g')) ?? []).join(lineBreak) : encoded
}
