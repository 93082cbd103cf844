import { isSecretSetting } from '../../policy/detection/tables/secret-settings.ts'
import type { ByteCodec } from './byte-codec.ts'
import { type FindParts, findParts, type Part } from './find-parts.ts'
import { rewriteJson } from './json-text.ts'
import { rewritePhp } from './php-value.ts'

/** What stands in place of a part; `bytes` counts those of it as it is written, which few want to know. */
export type Replacement = (part: Part, bytes: () => number, text: string) => string

const deepest = 8

/**
 * The text with what is somebody's replaced, within serialised PHP, JSON and base64 too, and within each other, and there what keys call
 * a password, token or key; null when nothing is found.
 * Whatever could read the text before can read it still: lengths are right, and what was not touched is as it was written. Of `codecs`
 * the first counts in which the lengths of PHP are right. With `sameLength` the replacements are as long as the parts, so that no
 * structure has to be known.
 */
export function rewriteText(
  text: string,
  codecs: readonly ByteCodec[],
  replace: Replacement,
  sameLength = false,
  depth = 0,
  find: FindParts = findParts,
): string | null {
  if (!sameLength && depth < deepest) {
    let found = false
    const inner: Inner = (value, exactly = false, key = null) => {
      const isSecret = key !== null && isSecretSetting(key, value)
      const part: Part = { kind: 'secret', start: 0, end: value.length, value }
      const other = isSecret
        ? replace(part, () => codecs[0]!.encode(value).length, value)
        : rewriteText(value, codecs, replace, exactly, depth + 1, find)
      found ||= other !== null
      return other
    }
    const structured =
      rewriteAsPhp(text, codecs, inner) ??
      rewriteJson(text, (value, key) => inner(value, false, key)) ??
      rewriteBase64(text, inner)
    if (structured !== null) return found ? structured : null
  }
  return rewritePlain(text, codecs[0]!, replace, find)
}

type Inner = (value: string, exactly?: boolean, key?: string | null) => string | null

function rewriteAsPhp(text: string, codecs: readonly ByteCodec[], inner: Inner): string | null {
  if (!/^(?:[aOsC]:\d|[\w.-]+\|)/.test(text)) return null
  for (const codec of codecs) {
    const php = rewritePhp(codec.encode(text), (bytes, exactly, key) => {
      const other = inner(codec.decode(bytes), exactly, key)
      return other === null ? null : codec.encode(other)
    })
    if (php !== null) return codec.decode(php)
  }
  return null
}

const shortestEncoded = 24

/** A text in base64 as a whole, as sessions and preferences are stored; null when it is none. */
function rewriteBase64(text: string, inner: Inner): string | null {
  if (text.length < shortestEncoded || !/^[A-Za-z0-9+/\r\n]+={0,2}\s*$/.test(text)) return null
  const bytes = Buffer.from(text, 'base64')
  const decoded = bytes.toString('utf8')
  const isText = !decoded.includes('\ufffd') && !/[\u0001-\u0008\u000e-\u001f]/.test(decoded)
  // Not everything in these letters is base64: what does not come back as it was is left alone.
  if (!isText || bytes.toString('base64') !== text.replaceAll(/\s/g, '')) return null
  const other = inner(decoded)
  return other === null ? text : Buffer.from(other, 'utf8').toString('base64')
}

function rewritePlain(text: string, codec: ByteCodec, replace: Replacement, find: FindParts): string | null {
  const parts = find(text)
  if (parts.length === 0) return null
  let rewritten = ''
  let at = 0
  for (const part of parts) {
    const written = text.slice(part.start, part.end)
    const other = replace(part, () => codec.encode(written).length, text)
    // In a link the sign is written so.
    rewritten += text.slice(at, part.start) + (written.includes('%40') ? other.replace('@', '%40') : other)
    at = part.end
  }
  return rewritten + text.slice(at)
}
