import type { Faker } from '@faker-js/faker'
import { z } from 'zod'
import { localeShape } from '../../policy/file/locale-shape.ts'
import { FakerClass, localeData } from '../../policy/locales.ts'
import { closestName } from '../../schema/names.ts'
import type { Draw, MaskContext, OriginalsKind, Transformer } from '../transformer.ts'
import { fakerMethods } from './faker-methods/methods.ts'

const shape = z.strictObject({
  method: z.string().meta({
    id: 'faker_method',
    description: 'A method of faker, see fakerjs.dev/api.',
    examples: ['location.city'],
    anyOf: fakerMethods,
  }),
  args: z
    .array(z.unknown())
    .meta({ description: 'What the method is called with.', examples: [[{ min: 1, max: 6 }]] })
    .default([]),
  locale: localeShape.optional(),
})
// faker's dates are relative to this one, never to the clock: the same value, the same date, on any day.
const referenceDate = '2026-01-01T00:00:00.000Z'
const modulesOfCommonWords =
  /^(location|company|commerce|color|word|lorem|science|vehicle|animal|food|music|book|date)\./

export const faker: Transformer = {
  name: 'faker',
  summary: 'Any faker method by name: `{ mask: faker, method: location.city }`, with `args` if it takes some.',
  examples: [{ rule: '{ mask: faker, method: location.city }', type: 'varchar(60)', values: ['Marrowfield'] }],
  options: shape,
  readsValue: false,
  draws: true,
  avoidsOriginals: true,
  originals: (options): OriginalsKind =>
    /(streetAddress|zipCode)$/.test(String(options.method))
      ? 'identifying'
      : modulesOfCommonWords.test(String(options.method))
        ? 'common'
        : 'identifying',
  domain: (options) => `faker:${String(options.method)}`,
  prove(context, options) {
    const { method, args } = shape.parse(options)
    let fraction = 0
    const call = lookUp(createFaker(context.locale, options, { ...fixedDraw, fraction: () => fraction }), method)
    if (!call)
      return {
        ok: false,
        problem: `faker has no method ${method}${closestMethod(method)}; they are listed at fakerjs.dev/api`,
      }
    if (context.unique) return { ok: false, problem: `faker ${method} repeats values, and the column is unique` }
    if (['enum', 'set', 'geometry', 'bit', 'vector'].includes(context.column.kind))
      return { ok: false, problem: `faker does not fit a column of type ${context.column.columnType}` }
    const problem = tryResults((part) => {
      fraction = part
      return call(...args)
    })
    return problem === null ? { ok: true } : { ok: false, problem: `faker ${method} ${problem}` }
  },
  compile(context, options) {
    const { method, args } = shape.parse(options)
    let current: Draw = fixedDraw
    const instance = createFaker(context.locale, options, { ...fixedDraw, fraction: () => current.fraction() })
    const call = lookUp(instance, method)!
    return (_value, draw) => {
      current = draw
      return storable(call(...args), context)
    }
  },
}

const fixedDraw: Draw = { attempt: 0, int: () => 0, fraction: () => 0.5, tag: () => '' }

function createFaker(locale: string, options: unknown, draw: Draw): Faker {
  const chosen = shape.parse(options).locale ?? locale
  const instance = new FakerClass({
    locale: localeData(chosen),
    randomizer: { next: () => draw.fraction(), seed: () => undefined },
  })
  instance.setDefaultRefDate(referenceDate)
  return instance
}

function lookUp(instance: Faker, method: string): ((...args: unknown[]) => unknown) | null {
  const [module, name, ...rest] = method.split('.')
  const owner = (instance as unknown as Record<string, Record<string, unknown>>)[module ?? '']
  const found = owner && name && rest.length === 0 && !name.startsWith('_') ? owner[name] : null
  return typeof found === 'function' ? (...args) => found.apply(owner, args) : null
}

const trials = 16

/** Calls the method as the night will, with draws from all over; what is wrong with its arguments or results, null where nothing is. */
function tryResults(call: (fraction: number) => unknown): string | null {
  for (let trial = 0; trial < trials; trial++) {
    let result: unknown
    try {
      result = call(trial / trials)
    } catch (error) {
      // faker's own sentences speak of the arguments; any other error is of an argument that it did not expect.
      const thrown = error as Error
      return thrown.name === 'Error' || thrown.name === 'FakerError'
        ? `refuses its args: ${thrown.message.trim().split('\n')[0]}`
        : 'does not take these args'
    }
    if (result === null || !['string', 'number', 'bigint', 'boolean', 'object'].includes(typeof result))
      return 'does not always make a value'
  }
  return null
}

function closestMethod(method: string): string {
  const instance = createFaker('en', { method }, fixedDraw) as unknown as Record<string, object>
  const known = Object.entries(instance).flatMap(([module, owner]) =>
    typeof owner === 'object' && owner !== null && /^[a-z]/.test(module)
      ? Object.getOwnPropertyNames(Object.getPrototypeOf(owner)).map((name) => `${module}.${name}`)
      : [],
  )
  const closest = closestName(method, known) ?? known.find((name) => name.endsWith(`.${method}`)) ?? null
  return closest === null ? '' : ` (${closest}?)`
}

/** The result as the column takes it: dates in its type's form, text cut at a character, numbers as they are. */
function storable(result: unknown, { column, maxLength, holds }: MaskContext): string {
  if (result instanceof Date) return formatDate(result, column.dataType)
  if (typeof result === 'boolean') return result ? '1' : '0'
  const text = typeof result === 'object' ? JSON.stringify(result) : String(result)
  const held = holds(text) ? text : text.normalize('NFKD').replaceAll(/[^\x20-\x7e]/g, '')
  return [...held].length <= maxLength ? held : [...held].slice(0, maxLength).join('').trimEnd()
}

function formatDate(date: Date, dataType: string): string {
  const text = date.toISOString()
  if (dataType === 'date') return text.slice(0, 10)
  if (dataType === 'year') return text.slice(0, 4)
  if (dataType === 'time') return text.slice(11, 19)
  return text.slice(0, 19).replace('T', ' ')
}
