import { z } from 'zod'
import type { Transformer } from '../transformer.ts'
import { proveAll, proveKind, proveLength, proveNotUnique } from './kinds.ts'
import { firstNames, fitting, lastNames } from './pools.ts'

const shape = z.strictObject({ locale: z.string().optional() })
const shortestName = 8

export const fullName: Transformer = {
  name: 'full_name',
  summary: 'First and last name of the locale; never the name of anybody in the column.',
  options: shape,
  readsValue: false,
  draws: true,
  avoidsOriginals: true,
  originals: 'name',
  domain: () => 'full_name',
  prove: (context) =>
    proveAll(
      proveKind(context, ['text', 'binary'], 'full_name'),
      proveLength(context, shortestName, 'full_name'),
      proveNotUnique(context, 'full_name'),
    ),
  compile(context, options) {
    const locale = shape.parse(options).locale ?? context.locale
    const half = { maxLength: Math.floor((context.maxLength - 1) / 2), holds: context.holds }
    const first = fitting(firstNames(locale), half)
    const last = fitting(lastNames(locale), half)
    const [firsts, lasts] =
      first.length > 0 && last.length > 0
        ? [first, last]
        : [fitting(firstNames('en'), half), fitting(lastNames('en'), half)]
    return (_value, draw) => `${firsts[draw.int(firsts.length)]} ${lasts[draw.int(lasts.length)]}`
  },
  pool: (options, locale) => {
    const chosen = shape.parse(options).locale ?? locale
    return [...firstNames(chosen), ...lastNames(chosen), ...firstNames('en'), ...lastNames('en')]
  },
}
