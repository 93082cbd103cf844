import { z } from 'zod'
import { localeShape } from '../../policy/file/locale-shape.ts'
import type { Transformer } from '../transformer.ts'
import { namesFrom } from './composed-names.ts'
import { proveAll, proveKind, proveLength, proveNotUnique, provePool } from './kinds.ts'
import { firstNames, lastNames, poolFor } from './pools.ts'
import { openNames } from './withheld-names.ts'

const shape = z.strictObject({ locale: localeShape.optional() })
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
    examples: [{ rule: name, type: 'varchar(40)', values: [name === 'first_name' ? 'Quill' : 'Marrow'] }],
    options: shape,
    readsValue: false,
    draws: true,
    avoidsOriginals: true,
    originals: 'name',
    domain: () => name,
    prove: (context, options) =>
      proveAll(
        proveKind(context, ['text', 'binary'], name),
        proveLength(context, shortestName, name),
        proveNotUnique(context, name),
        provePool(context, name, poolFor(poolOf, localeOf(options, context.locale), context)),
      ),
    compile(context, options) {
      const pool = poolFor(poolOf, localeOf(options, context.locale), context)
      const names = namesFrom(openNames(pool, context), context.maxLength)
      return (_value, draw) => names.draw(draw)
    },
    pool: (options, locale) => [...poolOf(localeOf(options, locale)), ...poolOf('en')],
    recogniser(context, options) {
      const names = namesFrom(poolFor(poolOf, localeOf(options, context.locale), context), context.maxLength)
      return (words) => words.every(names.makes)
    },
  }
}

export const firstName = singleName('first_name', 'A first name of the locale.', firstNames)
export const lastName = singleName('last_name', 'A last name of the locale.', lastNames)
