/** Text of bytes: each character is one. PHP counts the length of its strings in bytes. */
export type ByteText = string

/** Replaces a string within a value, `exactly` by one of the same length; `key` is what it is called there. Null leaves it as it is. */
export type ReplaceBytes = (text: ByteText, exactly: boolean, key: ByteText | null) => ByteText | null

/** A value that PHP's `serialize` wrote, or a session of such values, with its strings replaced and their lengths right; null when it is neither. */
export function rewritePhp(bytes: ByteText, replace: ReplaceBytes): ByteText | null {
  if (/^(?:[abdisOCESrR]:|N;)/.test(bytes)) {
    const reader = new PhpReader(bytes, replace)
    const value = reader.value()
    if (value !== null && reader.at === bytes.length) return value
  }
  return /^[\w.-]+\|/.test(bytes) ? rewriteSession(bytes, replace) : null
}

/** PHP's session handler: names, each with `|` and its value behind. */
function rewriteSession(bytes: ByteText, replace: ReplaceBytes): ByteText | null {
  const reader = new PhpReader(bytes, replace)
  let text = ''
  while (reader.at < bytes.length) {
    const name = reader.take(/[\w.-]+\|/y)
    const value = name === null ? null : reader.value()
    if (value === null) return null
    text += name + value
  }
  return text
}

const deepest = 200

class PhpReader {
  at = 0
  readonly #bytes: ByteText
  readonly #replace: ReplaceBytes
  #depth = 0
  #key: ByteText | null = null

  constructor(bytes: ByteText, replace: ReplaceBytes) {
    this.#bytes = bytes
    this.#replace = replace
  }

  /** The value that begins here, rewritten; null when there is none. */
  value(): ByteText | null {
    if (++this.#depth > deepest) return null
    const value = this.#scalar() ?? this.#string() ?? this.#compound() ?? this.#custom()
    this.#depth--
    return value
  }

  take(pattern: RegExp): ByteText | null {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.#bytes)
    if (!found) return null
    this.at += found[0].length
    return found[0]
  }

  #scalar(): ByteText | null {
    return this.take(/N;|b:[01];|i:[+-]?\d+;|[rR]:\d+;|d:(?:[+-]?[\d.]+(?:[eE][+-]?\d+)?|-?INF|NAN);|E:\d+:"[^"]*";/y)
  }

  #string(): ByteText | null {
    const from = this.at
    const head = this.take(/s:\d+:"/y)
    if (head === null) return null
    const text = this.#sized(head.slice(2, -2), '";')
    if (text === null) {
      this.at = from
      return null
    }
    const other = this.#replace(text, false, this.#key) ?? text
    return `s:${other.length}:"${other}";`
  }

  /** Arrays and objects: a head, as many pairs as it says, and a closing brace. */
  #compound(): ByteText | null {
    const from = this.at
    const head = this.take(/a:\d+:\{/y) ?? this.take(/O:\d+:"[^"]*":\d+:\{/y)
    if (head === null) return null
    const count = Number(/(\d+):\{$/.exec(head)![1])
    let text: ByteText = head
    for (let part = 0; part < count * 2; part++) {
      const isKey = part % 2 === 0
      const start = this.at
      if (isKey) this.#key = null
      const value = this.value()
      // A private property is called after its class, too.
      const named = isKey ? /^s:\d+:"(?:\0[^\0]*\0)?([^"]*)";/.exec(this.#bytes.slice(start, this.at)) : null
      this.#key = named?.[1] ?? null
      if (value === null) {
        this.at = from
        return null
      }
      text += value
    }
    const close = this.take(/\}/y)
    return close === null ? null : text + close
  }

  /** An object that wrote itself, in a form of its own: what stands in it keeps its length. */
  #custom(): ByteText | null {
    const head = this.take(/C:\d+:"[^"]*":\d+:\{/y)
    if (head === null) return null
    const text = this.#sized(/(\d+):\{$/.exec(head)![1]!, '}')
    if (text === null) return null
    return `${head}${this.#replace(text, true, null) ?? text}}`
  }

  #sized(length: string, close: string): ByteText | null {
    const end = this.at + Number(length)
    if (!this.#bytes.startsWith(close, end)) return null
    const text = this.#bytes.slice(this.at, end)
    this.at = end + close.length
    return text
  }
}
