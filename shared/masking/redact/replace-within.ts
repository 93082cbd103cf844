import type { ByteCodec } from './byte-codec.ts'
import { rewriteJson } from './json-text.ts'
import { rewritePhp } from './php-value.ts'

const deepest = 8

/** A text and what takes its place, in one way to write them. */
export type Form = readonly [from: string, to: string]

/**
 * The text with each form replaced wherever it stands, within serialised PHP and JSON too, with lengths right. Null when one stands in a
 * string whose length is counted and that cannot be read: a longer or shorter one would break it.
 */
export function replaceWithin(text: string, forms: readonly Form[], codec: ByteCodec): string | null {
  const isAsLong = forms.every(([from, to]) => codec.encode(from).length === codec.encode(to).length)
  const holds = (value: string) => forms.some(([from]) => value.includes(from))
  let broken = false
  const inner = (value: string, exactly: boolean, depth: number): string => {
    if (!holds(value)) return value
    if (depth < deepest && !isAsLong && !exactly) {
      const structured =
        asPhp(value, codec, (part, exactly) => inner(part, exactly, depth + 1)) ??
        // Other JSON may stay as it is written, slashes escaped or not.
        (counted.test(value) ? rewriteJson(value, (part) => inner(part, false, depth + 1)) : null)
      if (structured !== null) return structured
    }
    broken ||= !isAsLong && (exactly || standsInCounted(value, holds))
    return forms.reduce((now, [from, to]) => now.replaceAll(from, () => to), value)
  }
  const replaced = inner(text, false, 0)
  return broken ? null : replaced
}

function asPhp(text: string, codec: ByteCodec, inner: (part: string, exactly: boolean) => string): string | null {
  if (!/^(?:[aOsC]:\d|[\w.-]+\|)/.test(text)) return null
  const php = rewritePhp(codec.encode(text), (bytes, exactly) => codec.encode(inner(codec.decode(bytes), exactly)))
  return php === null ? null : codec.decode(php)
}

/** What looks like a string of PHP, `s:12:"…"`, its quotes escaped by what it stands in. */
const counted = /\bs:\d+:\\*"/

function standsInCounted(text: string, holds: (part: string) => boolean): boolean {
  for (const { index, 0: head } of text.matchAll(new RegExp(counted, 'g'))) {
    const begin = index + head.length
    // Escapes make it longer.
    if (holds(text.slice(begin, begin + Number(/\d+/.exec(head)![0]) * 2))) return true
  }
  return false
}
