import { z } from 'zod'
import { localeShape } from '../../policy/file/locale-shape.ts'
import type { MaskContext, Transformer } from '../transformer.ts'
import { type Names, namesFrom } from './composed-names.ts'
import { proveAll, proveKind, proveLength, proveNotUnique, provePool } from './kinds.ts'
import { firstNames, lastNames, poolFor } from './pools.ts'
import { drawOpen } from './withheld-names.ts'

const shape = z.strictObject({ locale: localeShape.optional() })
const shortestName = 8

export const fullName: Transformer = {
  name: 'full_name',
  summary: 'First and last name of the locale; never the name of anybody in the column.',
  examples: [{ rule: 'full_name', type: 'varchar(80)', values: ['Quill Marrow'] }],
  options: shape,
  readsValue: false,
  draws: true,
  avoidsOriginals: true,
  originals: 'name',
  domain: () => 'full_name',
  prove: (context, options) =>
    proveAll(
      proveKind(context, ['text', 'binary'], 'full_name'),
      proveLength(context, shortestName, 'full_name'),
      proveNotUnique(context, 'full_name'),
      ...halfPools(context, options).map((pool) => provePool(context, 'full_name', pool)),
    ),
  compile(context, options) {
    const [first, last] = halves(context, options)
    const name = drawOpen(first, last, context)
    return (_value, draw) => name(draw)
  },
  pool: (options, locale) => {
    const chosen = shape.parse(options).locale ?? locale
    return [...firstNames(chosen), ...lastNames(chosen), ...firstNames('en'), ...lastNames('en')]
  },
  recogniser(context, options) {
    const names = halves(context, options)
    return (words) => words.every((word) => names.some(({ makes }) => makes(word)))
  },
}

function halves(context: MaskContext, options: unknown): [Names, Names] {
  const [first, last] = halfPools(context, options)
  return [namesFrom(first, halfOf(context)), namesFrom(last, halfOf(context))]
}

/** First and last names, each for half of the column. */
function halfPools(
  { locale, maxLength, holds }: MaskContext,
  options: unknown,
): [readonly string[], readonly string[]] {
  const chosen = shape.parse(options).locale ?? locale
  const half = { maxLength: halfOf({ maxLength }), holds }
  return [poolFor(firstNames, chosen, half), poolFor(lastNames, chosen, half)]
}

function halfOf({ maxLength }: Pick<MaskContext, 'maxLength'>): number {
  return Math.floor((maxLength - 1) / 2)
}
