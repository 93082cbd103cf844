import { z } from 'zod'
import type { Transformer } from '../transformer.ts'
import { proveAll, proveKind, proveLength, proveNotUnique } from './kinds.ts'
import { firstNames, fitting, lastNames } from './pools.ts'

const shape = z.strictObject({ locale: z.string().optional() })
const shortestName = 4

/** One transformer for each pool of single names: they differ in nothing else. */
function singleName(
  name: 'first_name' | 'last_name',
  summary: string,
  poolOf: (locale: string) => readonly string[],
): Transformer {
  const localeOf = (options: unknown, locale: string) => shape.parse(options).locale ?? locale
  return {
    name,
    summary,
    options: shape,
    readsValue: false,
    draws: true,
    avoidsOriginals: true,
    originals: 'name',
    domain: () => name,
    prove: (context) =>
      proveAll(
        proveKind(context, ['text', 'binary'], name),
        proveLength(context, shortestName, name),
        proveNotUnique(context, name),
      ),
    compile(context, options) {
      const pool = fitting(poolOf(localeOf(options, context.locale)), context)
      const names = pool.length > 0 ? pool : fitting(poolOf('en'), context)
      return (_value, draw) => names[draw.int(names.length)]!
    },
    pool: (options, locale) => [...poolOf(localeOf(options, locale)), ...poolOf('en')],
  }
}

export const firstName = singleName('first_name', 'A first name of the locale.', firstNames)
export const lastName = singleName('last_name', 'A last name of the locale.', lastNames)
