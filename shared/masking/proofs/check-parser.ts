import type { SqlValue } from './check-values.ts'

/** A CHECK as a tree. */
export type Expression =
  | { readonly type: 'literal'; readonly value: Exclude<SqlValue, symbol> }
  | { readonly type: 'column'; readonly name: string }
  | { readonly type: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly type: 'not'; readonly operand: Expression }
  | { readonly type: 'logic'; readonly operator: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly type: 'in'; readonly value: Expression; readonly items: readonly Expression[] }
  | { readonly type: 'is'; readonly value: Expression; readonly what: boolean | null }
  | { readonly type: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }

const lexer =
  /\s+|(?<column>`(?:[^`]|``)*`)|(?:_[a-z0-9]+\s*)?(?<text>'(?:[^'\\]|''|\\[\s\S])*')|(?<number>\d+(?:\.\d+)?)|(?<word>[A-Za-z_][\w$]*)|(?<sign><=|>=|<>|!=|\|\||&&|[-+*/%(),=<>!])/iy

/** Recursive descent over what information_schema shows of a CHECK. Throws on anything that is not of this grammar. */
export class CheckParser {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(expression: string) {
    // MySQL shows its string literals with the quotes escaped: _utf8mb4\'…\'.
    this.#tokens = lex(expression.replaceAll("\\'", "'"))
  }

  parse(): Expression {
    const tree = this.#or()
    if (this.#at < this.#tokens.length) throw new Error('more follows')
    return tree
  }

  #or(): Expression {
    let left = this.#and()
    while (this.#take('or', '||')) left = { type: 'logic', operator: 'or', left, right: this.#and() }
    return left
  }

  #and(): Expression {
    let left = this.#not()
    while (this.#take('and', '&&')) left = { type: 'logic', operator: 'and', left, right: this.#not() }
    return left
  }

  #not(): Expression {
    return this.#take('not', '!') ? { type: 'not', operand: this.#not() } : this.#predicate()
  }

  #predicate(): Expression {
    const value = this.#sum()
    const sign = this.#take('=', '<>', '!=', '<=', '>=', '<', '>')
    if (sign) return { type: 'binary', operator: sign, left: value, right: this.#sum() }
    if (this.#take('is')) return this.#is(value)
    const negated = this.#take('not') !== null
    const test = this.#test(value)
    if (!test) {
      if (negated) throw new Error('a test is missing')
      return value
    }
    return negated ? { type: 'not', operand: test } : test
  }

  #is(value: Expression): Expression {
    const negated = this.#take('not') !== null
    const what = this.#take('null', 'true', 'false')
    if (!what) throw new Error('IS what')
    const test: Expression = { type: 'is', value, what: what === 'null' ? null : what === 'true' }
    return negated ? { type: 'not', operand: test } : test
  }

  #test(value: Expression): Expression | null {
    if (this.#take('like')) return { type: 'binary', operator: 'like', left: value, right: this.#sum() }
    if (this.#take('regexp', 'rlike')) return { type: 'binary', operator: 'regexp', left: value, right: this.#sum() }
    if (this.#take('in')) {
      this.#expect('(')
      return { type: 'in', value, items: this.#list() }
    }
    if (!this.#take('between')) return null
    const low: Expression = { type: 'binary', operator: '>=', left: value, right: this.#sum() }
    this.#expect('and')
    return {
      type: 'logic',
      operator: 'and',
      left: low,
      right: { type: 'binary', operator: '<=', left: value, right: this.#sum() },
    }
  }

  #sum(): Expression {
    let left = this.#product()
    for (let sign = this.#take('+', '-'); sign; sign = this.#take('+', '-'))
      left = { type: 'binary', operator: sign, left, right: this.#product() }
    return left
  }

  #product(): Expression {
    let left = this.#operand()
    for (let sign = this.#take('*', '/', '%'); sign; sign = this.#take('*', '/', '%'))
      left = { type: 'binary', operator: sign, left, right: this.#operand() }
    return left
  }

  #operand(): Expression {
    if (this.#take('-'))
      return { type: 'binary', operator: '-', left: { type: 'literal', value: 0 }, right: this.#operand() }
    if (this.#take('(')) {
      const inner = this.#or()
      this.#expect(')')
      return inner
    }
    const token = this.#tokens[this.#at++]
    if (!token) throw new Error('an operand is missing')
    if (token.kind === 'number') return { type: 'literal', value: Number(token.text) }
    if (token.kind === 'text') return { type: 'literal', value: token.text }
    if (token.kind === 'column') return { type: 'column', name: token.text }
    if (token.kind !== 'word') throw new Error('no operand')
    if (this.#take('(')) return { type: 'call', name: token.text.toLowerCase(), args: this.#list() }
    const constants: Record<string, boolean | null> = { true: true, false: false, null: null }
    const constant = constants[token.text.toLowerCase()]
    return constant === undefined ? { type: 'column', name: token.text } : { type: 'literal', value: constant }
  }

  #list(): Expression[] {
    const items: Expression[] = []
    while (!this.#take(')')) {
      if (items.length > 0) this.#expect(',')
      items.push(this.#or())
    }
    return items
  }

  #take(...texts: readonly string[]): string | null {
    const token = this.#tokens[this.#at]
    if (!token || (token.kind !== 'word' && token.kind !== 'sign')) return null
    const text = token.text.toLowerCase()
    if (!texts.includes(text)) return null
    this.#at++
    return text
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw new Error(`${text} is missing`)
  }
}

interface Token {
  readonly kind: 'column' | 'text' | 'number' | 'word' | 'sign'
  readonly text: string
}

function lex(expression: string): Token[] {
  const tokens: Token[] = []
  lexer.lastIndex = 0
  while (lexer.lastIndex < expression.length) {
    const groups = lexer.exec(expression)?.groups
    if (!groups) throw new Error('not of this grammar')
    const [kind, text] = Object.entries(groups).find(([, found]) => found !== undefined) ?? []
    if (kind && text) tokens.push({ kind: kind as Token['kind'], text: unquote(kind, text) })
  }
  return tokens
}

function unquote(kind: string, text: string): string {
  if (kind === 'column') return text.slice(1, -1).replaceAll('``', '`')
  if (kind !== 'text') return text
  return text
    .slice(1, -1)
    .replaceAll("''", "'")
    .replaceAll(/\\([\s\S])/g, '$1')
}
