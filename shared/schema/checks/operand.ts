import type { Column } from '../schema.ts'

/** A value inside a CHECK: numbers as numbers, times as `Moment`, everything else as text. */
export type Operand = string | number | bigint | Moment | Duration | null

/** A DATE, DATETIME or TIMESTAMP. */
export class Moment {
  readonly text: string

  /** `2026-10-31` or `2026-10-31 09:05:00.5`. */
  constructor(text: string) {
    this.text = text.length === 19 && text[10] === ' ' ? `${text}.000000` : wholeMoment(text)
  }
}

function wholeMoment(text: string): string {
  const [day, time = '00:00:00'] = text.split(/[ T]/)
  const [whole, fraction = ''] = time.split('.')
  return `${day} ${whole}.${fraction.padEnd(6, '0')}`
}

/** A TIME, in seconds. */
export class Duration {
  readonly seconds: number

  /** `-12:30:00.5`, as in a cell or a literal. */
  constructor(text: string) {
    const [hours = '0', minutes = '0', seconds = '0'] = text.replace('-', '').split(':')
    const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
    this.seconds = text.startsWith('-') ? -size : size
  }
}

/** A cell as the operand that a CHECK sees. */
export function operandOf(cell: string | null, column: Column): Operand {
  if (cell === null) return null
  switch (column.kind) {
    case 'integer':
      return wholeOrNumber(cell)
    case 'bit':
      return /^[0-9a-f]+$/i.test(cell) ? BigInt(`0x${cell}`) : 0n
    case 'decimal':
    case 'float':
      return toNumber(cell)
    case 'temporal':
      if (column.dataType === 'year') return wholeOrNumber(cell)
      return column.dataType === 'time' ? new Duration(cell) : new Moment(cell)
    default:
      // CHAR gives its trailing spaces back to nobody.
      return column.dataType === 'char' ? cell.replace(/ +$/, '') : cell
  }
}

function wholeOrNumber(cell: string): bigint | number {
  return /^-?\d+$/.test(cell) ? BigInt(cell) : toNumber(cell)
}

/** Below, equal or above 0; null when one of them is NULL. Text compares as the collation does, as far as ASCII and accents go. */
export function compare(left: Operand, right: Operand, collation: string | null): number | null {
  if (left === null || right === null) return null
  if (left instanceof Duration || right instanceof Duration) return order(secondsOf(left), secondsOf(right))
  if (left instanceof Moment || right instanceof Moment) return order(momentText(left), momentText(right))
  if (typeof left === 'string' && typeof right === 'string')
    return order(foldText(left, collation), foldText(right, collation))
  if (typeof left === 'bigint' && typeof right === 'bigint') return order(left, right)
  return order(toNumber(left), toNumber(right))
}

/** Whether we know which of two unequal operands comes first. Of texts only the collation knows, but for plain letters and digits. */
export function hasOrder(left: Operand, right: Operand, collation: string | null): boolean {
  if (typeof left !== 'string' || typeof right !== 'string') return true
  return (collation !== null && /_bin$/i.test(collation)) || [left, right].every((text) => /^[0-9a-z]*$/i.test(text))
}

/** Text in a form in which equal by the collation is equal. */
export function foldText(text: string, collation: string | null): string {
  return foldLetters(collation === null || /_0900_|nopad/i.test(collation) ? text : text.replace(/ +$/, ''), collation)
}

/** The same with all spaces, as LIKE compares. */
export function foldLetters(text: string, collation: string | null): string {
  if (collation !== null && /_(bin|cs)$/i.test(collation)) return text
  const folded = text.toLowerCase()
  return collation !== null && /_as_/i.test(collation) ? folded : folded.normalize('NFD').replaceAll(/\p{M}/gu, '')
}

export function toNumber(value: Exclude<Operand, null>): number {
  if (value instanceof Moment) return Number(value.text.replaceAll(/[- :]/g, ''))
  if (value instanceof Duration) return value.seconds
  if (typeof value !== 'string') return Number(value)
  // As the server reads a number out of a text: its beginning, else 0.
  return Number(/^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/i.exec(value)?.[0] ?? 0)
}

/** Null for NULL. */
export function isTrue(value: Operand): boolean | null {
  return value === null ? null : typeof value === 'object' || toNumber(value) !== 0
}

export function flag(truth: boolean): bigint {
  return truth ? 1n : 0n
}

export function toText(value: Exclude<Operand, null>): string {
  if (value instanceof Duration) return String(value.seconds)
  return value instanceof Moment ? value.text.replace(/\.0+$/, '').replace(/ 00:00:00$/, '') : String(value)
}

function secondsOf(value: Exclude<Operand, null>): number {
  return (value instanceof Duration ? value : new Duration(toText(value))).seconds
}

function momentText(value: Exclude<Operand, null>): string {
  return value instanceof Moment ? value.text : new Moment(toText(value)).text
}

function order<Ordered>(a: Ordered, b: Ordered): number {
  return a < b ? -1 : a > b ? 1 : 0
}
