import { call, type Expression } from './expression.ts'
import { type Lexeme, lexemesOf } from './lexemes.ts'

/** A CHECK's text as a tree, both engines' spellings; null when it says something that we do not know. */
export function parseExpression(text: string): Expression | null {
  const lexemes = lexemesOf(text)
  if (!lexemes) return null
  const parser = new Parser(lexemes)
  try {
    return parser.whole()
  } catch (error) {
    if (error instanceof NotUnderstood) return null
    throw error
  }
}

class NotUnderstood extends Error {}

/** Operators of one meaning by their level, loosest first. */
const levels: readonly Readonly<Record<string, string>>[] = [
  { or: 'or', '||': 'or' },
  { xor: 'xor' },
  { and: 'and', '&&': 'and' },
]
const comparisons: Readonly<Record<string, string>> = {
  '=': '=',
  '<=>': '<=>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  '<>': '<>',
  '!=': '<>',
}
const sums: Readonly<Record<string, string>> = { '+': '+', '-': '-' }
const products: Readonly<Record<string, string>> = { '*': '*', '/': '/', '%': '%', mod: '%', div: 'div' }

class Parser {
  readonly #lexemes: readonly Lexeme[]
  #at = 0

  constructor(lexemes: readonly Lexeme[]) {
    this.#lexemes = lexemes
  }

  whole(): Expression {
    const expression = this.#logical(0)
    if (this.#at < this.#lexemes.length) throw new NotUnderstood()
    return expression
  }

  #logical(level: number): Expression {
    const operators = levels[level]
    return operators ? this.#chain(operators, () => this.#logical(level + 1)) : this.#negated()
  }

  #negated(): Expression {
    return this.#take('not') ? call('not', this.#negated()) : this.#comparison()
  }

  #comparison(): Expression {
    let left = this.#chain(sums, () => this.#product())
    for (;;) {
      const operator = comparisons[this.#peek()]
      if (operator && this.#takeNext())
        left = call(
          operator,
          left,
          this.#chain(sums, () => this.#product()),
        )
      else if (this.#take('is')) left = this.#is(left)
      else {
        const from = this.#at
        const negated = this.#take('not')
        const found = this.#predicate(left)
        if (!found) {
          this.#at = from
          return left
        }
        left = negated ? call('not', found) : found
      }
    }
  }

  #is(left: Expression): Expression {
    const negated = this.#take('not')
    const word = this.#word('null', 'true', 'false', 'unknown')
    const test = word === 'null' || word === 'unknown' ? call('is null', left) : call(`is ${word}`, left)
    return negated ? call('not', test) : test
  }

  #predicate(left: Expression): Expression | null {
    if (this.#take('between')) {
      const low = this.#chain(sums, () => this.#product())
      this.#expect('and')
      return call(
        'between',
        left,
        low,
        this.#chain(sums, () => this.#product()),
      )
    }
    if (this.#take('in')) return call('in', left, ...this.#list())
    if (this.#take('like'))
      return call(
        'like',
        left,
        this.#chain(sums, () => this.#product()),
      )
    if (this.#take('regexp') || this.#take('rlike'))
      return call(
        'regexp_like',
        left,
        this.#chain(sums, () => this.#product()),
      )
    return null
  }

  #product(): Expression {
    return this.#chain(products, () => this.#unary())
  }

  #unary(): Expression {
    if (this.#take('-')) {
      const of = this.#unary()
      if (of.kind === 'literal' && (typeof of.value === 'number' || typeof of.value === 'bigint'))
        return { kind: 'literal', value: -of.value }
      return call('negative', of)
    }
    if (this.#take('+')) return this.#unary()
    if (this.#take('!')) return call('not', this.#unary())
    let value = this.#primary()
    while (this.#take('collate')) value = { kind: 'collate', of: value, collation: this.#takeNext().text }
    return value
  }

  #primary(): Expression {
    const lexeme = this.#takeNext()
    if (lexeme.kind === 'string') return { kind: 'literal', value: lexeme.text }
    if (lexeme.kind === 'number') return { kind: 'literal', value: numberOf(lexeme.text) }
    if (lexeme.kind === 'name') return this.#column(lexeme.text)
    if (lexeme.text === '(') {
      const inner = this.#logical(0)
      this.#expect(')')
      return inner
    }
    if (lexeme.kind !== 'word') throw new NotUnderstood()
    if (lexeme.text === 'null') return { kind: 'literal', value: null }
    if (lexeme.text === 'true') return { kind: 'literal', value: 1n }
    if (lexeme.text === 'false') return { kind: 'literal', value: 0n }
    // DATE'2020-01-01' and the like.
    if (this.#lexemes[this.#at]?.kind === 'string' && /^(date|time|timestamp)$/.test(lexeme.text))
      return { kind: 'literal', value: this.#takeNext().text }
    if (lexeme.text === 'case') return this.#cases()
    if (this.#peek() === '(') return call(lexeme.text, ...this.#list())
    return this.#column(lexeme.text)
  }

  /** A name, or the last of a dotted one. */
  #column(name: string): Expression {
    let last = name
    while (this.#take('.')) last = this.#takeNext().text
    return { kind: 'column', name: last }
  }

  #cases(): Expression {
    const subject = this.#peek() === 'when' ? null : this.#logical(0)
    const parts: Expression[] = []
    while (this.#take('when')) {
      const when = this.#logical(0)
      this.#expect('then')
      parts.push(subject ? call('=', subject, when) : when, this.#logical(0))
    }
    if (this.#take('else')) parts.push(this.#logical(0))
    this.#expect('end')
    return call('case', ...parts)
  }

  #list(): Expression[] {
    this.#expect('(')
    const items: Expression[] = []
    if (this.#take(')')) return items
    do items.push(this.#logical(0))
    while (this.#take(','))
    this.#expect(')')
    return items
  }

  #chain(operators: Readonly<Record<string, string>>, next: () => Expression): Expression {
    let left = next()
    for (let name = operators[this.#peek()]; name; name = operators[this.#peek()]) {
      this.#at++
      left = call(name, left, next())
    }
    return left
  }

  /** The text of the next word or sign; '' for strings, names and numbers. */
  #peek(): string {
    const lexeme = this.#lexemes[this.#at]
    return lexeme && (lexeme.kind === 'word' || lexeme.kind === 'sign') ? lexeme.text : ''
  }

  #take(text: string): boolean {
    const found = this.#peek() === text
    if (found) this.#at++
    return found
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw new NotUnderstood()
  }

  #word(...allowed: string[]): string {
    const { text } = this.#takeNext()
    if (!allowed.includes(text)) throw new NotUnderstood()
    return text
  }

  #takeNext(): Lexeme {
    const lexeme = this.#lexemes[this.#at++]
    if (!lexeme) throw new NotUnderstood()
    return lexeme
  }
}

function numberOf(text: string): number | bigint {
  return /^\d+$/.test(text) ? BigInt(text) : Number(text)
}
