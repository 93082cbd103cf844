import { listOf, oneOf, sequenceOf, type Values } from '../cells/values.ts'

const printable = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at))
const most = 6

/** The texts that a simple regular expression matches; null for look-arounds, back references and the like. */
export function regexValues(pattern: string, ignoresCase: boolean): Values | null {
  const reader = new RegexReader(pattern, ignoresCase)
  try {
    return reader.whole()
  } catch (error) {
    if (error instanceof TooClever) return null
    throw error
  }
}

/** Whether two of the texts may be one to the server: where parts of several lengths meet, or where a space may come last. */
export function isAmbiguous(pattern: string): boolean {
  const variable = pattern.match(/[|*+?]|\{\d+,\d*\}/g) ?? []
  return variable.length > 1 || / |\\s|space/.test(pattern)
}

class TooClever extends Error {}

class RegexReader {
  readonly #pattern: string
  readonly #ignoresCase: boolean
  #at = 0

  constructor(pattern: string, ignoresCase: boolean) {
    this.#pattern = pattern
    this.#ignoresCase = ignoresCase
  }

  whole(): Values {
    const values = this.#alternatives()
    if (this.#at < this.#pattern.length) throw new TooClever()
    return values
  }

  #alternatives(): Values {
    const branches = [this.#branch()]
    while (this.#take('|')) branches.push(this.#branch())
    return branches.length === 1 ? branches[0]! : oneOf(branches)
  }

  #branch(): Values {
    const parts: Values[] = []
    while (this.#at < this.#pattern.length && this.#next() !== '|' && this.#next() !== ')') {
      if (this.#take('^') || this.#take('$')) continue
      parts.push(this.#repeated(this.#atom()))
    }
    return sequenceOf(parts)
  }

  #repeated(atom: Values): Values {
    const [least, largest] = this.#bounds()
    if (this.#take('?') || this.#take('+')) throw new TooClever()
    if (least === 1 && largest === 1) return atom
    const lengths = Array.from({ length: largest - least + 1 }, (_, more) => least + more)
    return oneOf(lengths.map((length) => sequenceOf(Array.from({ length }, () => atom))))
  }

  #bounds(): [number, number] {
    if (this.#take('?')) return [0, 1]
    if (this.#take('*')) return [0, most]
    if (this.#take('+')) return [1, most]
    const braces = /^\{(\d+)(?:(,)(\d*))?\}/.exec(this.#pattern.slice(this.#at))
    if (!braces) return [1, 1]
    this.#at += braces[0].length
    const least = Number(braces[1])
    const largest = !braces[2] ? least : braces[3] ? Number(braces[3]) : least + most
    if (largest > 200) throw new TooClever()
    return [least, Math.max(least, largest)]
  }

  #atom(): Values {
    if (this.#take('(')) {
      if (this.#take('?') && !this.#take(':')) throw new TooClever()
      const inner = this.#alternatives()
      if (!this.#take(')')) throw new TooClever()
      return inner
    }
    if (this.#take('[')) return this.#characters(this.#set())
    if (this.#take('.')) return this.#characters(printable.filter((character) => /[a-z0-9]/.test(character)))
    if (this.#take('\\')) return this.#characters(classOf(this.#step()))
    return this.#characters([this.#step()])
  }

  /** What stands between brackets. */
  #set(): string[] {
    const negated = this.#take('^')
    const chosen: string[] = []
    for (let first = true; first || this.#next() !== ']'; first = false) {
      const posix = /^\[:(\w+):\]/.exec(this.#pattern.slice(this.#at))
      if (posix) {
        this.#at += posix[0].length
        chosen.push(...classOf(posix[1]!))
      } else chosen.push(...this.#range())
    }
    this.#at++
    return negated ? printable.filter((character) => !chosen.includes(character)) : chosen
  }

  #range(): string[] {
    const from = this.#step()
    if (from === '\\') return classOf(this.#step())
    if (this.#next() !== '-' || this.#pattern[this.#at + 1] === ']') return [from]
    this.#at++
    const [begin, end] = [from.codePointAt(0)!, this.#step().codePointAt(0)!]
    if (end < begin || end - begin > 1000) throw new TooClever()
    return Array.from({ length: end - begin + 1 }, (_, more) => String.fromCodePoint(begin + more))
  }

  /** One each of what the collation tells apart. */
  #characters(characters: readonly string[]): Values {
    const kept = new Map(
      [...characters]
        .reverse()
        .map((character) => [this.#ignoresCase ? character.toLowerCase() : character, character]),
    )
    if (kept.size === 0) throw new TooClever()
    return listOf([...kept.values()].reverse())
  }

  #next(): string | undefined {
    return this.#pattern[this.#at]
  }

  #take(character: string): boolean {
    const found = this.#next() === character
    if (found) this.#at++
    return found
  }

  #step(): string {
    const character = String.fromCodePoint(this.#pattern.codePointAt(this.#at) ?? 0)
    if (this.#at >= this.#pattern.length) throw new TooClever()
    this.#at += character.length
    return character
  }
}

const classes: Readonly<Record<string, RegExp>> = {
  d: /\d/,
  w: /\w/,
  s: / /,
  alpha: /[a-z]/i,
  digit: /\d/,
  alnum: /[a-z0-9]/i,
  upper: /[A-Z]/,
  lower: /[a-z]/,
  space: / /,
  punct: /[!-/:-@[-`{-~]/,
  xdigit: /[0-9a-f]/i,
}

/** The characters of `\d`, `[:alpha:]` and the like; an escaped sign stands for itself. */
function classOf(name: string): string[] {
  const known = classes[name]
  if (known) return printable.filter((character) => known.test(character))
  if (/^[a-z0-9]/i.test(name)) throw new TooClever()
  return [name]
}
