import type { ByteCodec } from './byte-codec.ts'
import { findParts, type Part } from './find-parts.ts'
import { rewriteJson } from './json-text.ts'
import { rewritePhp } from './php-value.ts'

/** What stands in place of a part; `bytes` is its length as it is written. */
export type Replacement = (part: Part, bytes: number) => string

const deepest = 8

/**
 * The text with addresses and numbers replaced, within serialised PHP and JSON too, and within each other; null when nothing is found.
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
): string | null {
  if (!sameLength && depth < deepest) {
    let found = false
    const inner = (value: string, exactly = false) => {
      const other = rewriteText(value, codecs, replace, exactly, depth + 1)
      found ||= other !== null
      return other
    }
    const structured = rewriteAsPhp(text, codecs, inner) ?? rewriteJson(text, inner)
    if (structured !== null) return found ? structured : null
  }
  return rewritePlain(text, codecs[0]!, replace)
}

type Inner = (value: string, exactly?: boolean) => string | null

function rewriteAsPhp(text: string, codecs: readonly ByteCodec[], inner: Inner): string | null {
  if (!/^(?:[aOsC]:\d|[\w.-]+\|)/.test(text)) return null
  for (const codec of codecs) {
    const php = rewritePhp(codec.encode(text), (bytes, exactly) => {
      const other = inner(codec.decode(bytes), exactly)
      return other === null ? null : codec.encode(other)
    })
    if (php !== null) return codec.decode(php)
  }
  return null
}

function rewritePlain(text: string, codec: ByteCodec, replace: Replacement): string | null {
  const parts = findParts(text)
  if (parts.length === 0) return null
  let rewritten = ''
  let at = 0
  for (const part of parts) {
    const written = text.slice(part.start, part.end)
    const other = replace(part, codec.encode(written).length)
    // In a link the sign is written so.
    rewritten += text.slice(at, part.start) + (written.includes('%40') ? other.replace('@', '%40') : other)
    at = part.end
  }
  return rewritten + text.slice(at)
}
