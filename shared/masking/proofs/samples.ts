import type { ColumnPlan } from '../../policy/plan.ts'
import { isJson } from '../../schema/is-json.ts'
import type { Column, Table } from '../../schema/schema.ts'
import { HmacDraw } from '../draw.ts'
import { integerRange } from '../numbers/integer-range.ts'
import { contextOf } from '../rows/column-context.ts'
import type { MaskContext } from '../transformer.ts'
import { transformers } from '../transformers/index.ts'

const sampleSize = 40

/** Fakes as the column would get them, for values that nobody has; [] for masks that keep the form of the value. */
export function sampleFakes(table: Table, plan: ColumnPlan, locale: string): (string | null)[] {
  const transformer = transformers.get(plan.rule.mask)!
  if (transformer.keepsForm || plan.parts || plan.inside) return []
  if (transformer.example) return [transformer.example(plan.rule.options)]
  const context = contextOf(table, plan, locale, null)
  const mask = transformer.compile(context, plan.rule.options)
  const draw = new HmacDraw(new Uint8Array(32))
  return Array.from({ length: transformer.draws ? sampleSize : 1 }, (_, at) => {
    draw.begin(Buffer.of(at), 0, 1, 0)
    // Of texts the masks see no more than the length.
    return mask('x'.repeat(Math.min(at ** 2, context.maxLength)), draw)
  })
}

/** Why the column would not take what the rule makes, null when it takes all samples. */
export function proveSamples(table: Table, plan: ColumnPlan, locale: string): string | null {
  const context = contextOf(table, plan, locale, null)
  const fakes = sampleFakes(table, plan, locale)
  if (fakes.some((fake) => fake === null) && !context.column.nullable)
    return 'the rule gives NULL, the column is NOT NULL'
  const unfit = fakes.some((fake) => fake !== null && !takes(context, fake))
  return unfit ? `${plan.rule.mask} makes values that a ${context.column.columnType} column does not take` : null
}

function takes({ column, maxLength }: MaskContext, fake: string): boolean {
  if (column.kind === 'text') return [...fake].length <= maxLength
  if (column.kind === 'binary') return Buffer.byteLength(fake) <= maxLength
  if (column.kind === 'integer') return /^-?\d+$/.test(fake) && isInRange(column, BigInt(fake))
  if (column.kind === 'decimal') return fitsDecimal(column, fake)
  if (column.kind === 'float') return fake.trim() !== '' && Number.isFinite(Number(fake))
  if (column.kind === 'json') return isJson(fake)
  return column.kind === 'temporal' ? (temporalForms[column.dataType]?.test(fake) ?? false) : true
}

function isInRange(column: Column, value: bigint): boolean {
  const [low, high] = integerRange(column)
  return value >= low && value <= high
}

// Too many decimal places are a warning of the server, and warnings end a load.
function fitsDecimal({ columnType, unsigned }: Column, fake: string): boolean {
  const [, precision = '10', scale = '0'] = /\((\d+),?(\d*)\)/.exec(columnType) ?? []
  const [, sign, whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(fake) ?? []
  if (whole === '' || (unsigned && sign === '-')) return false
  return whole.replace(/^0+/, '').length <= Number(precision) - Number(scale) && fraction.length <= Number(scale)
}

const day = String.raw`\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])`
const time = String.raw`([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?`
const temporalForms: Record<string, RegExp> = {
  date: new RegExp(`^${day}$`),
  datetime: new RegExp(`^${day}( ${time})?$`),
  // TIMESTAMP ends in 2038 and begins in 1970.
  timestamp: new RegExp(`^(19[7-9]|20[0-2])\\d-${day.slice(6)}( ${time})?$`),
  time: new RegExp(`^${time}$`),
  year: /^(0000|19\d\d|20\d\d|21[0-4]\d|215[0-5])$/,
}
