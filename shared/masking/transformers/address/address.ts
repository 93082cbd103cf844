import { z } from 'zod'
import { localeShape } from '../../../policy/file/locale-shape.ts'
import type { Transformer } from '../../transformer.ts'
import { proveAll, proveKind, proveLength, proveNotUnique } from '../kinds.ts'
import { type PlacePart, placeMaker, placeParts, postalCodeLength } from './place.ts'

const shape = z.strictObject({
  part: z
    .enum(Object.keys(placeParts) as [PlacePart, ...PlacePart[]])
    .meta({ description: 'What of the address the column gets.', examples: ['city'] }),
  locale: localeShape.optional(),
})
const shortestPlace = 4

export const address: Transformer = {
  name: 'address',
  summary:
    'A part of one invented address for each row: street, city, postal code, state and country of its columns belong together. Two addresses in a row have a `domain` each.',
  examples: [
    { rule: '{ mask: address, part: city }', type: 'varchar(60)', values: ['Marrowfield'] },
    { rule: '{ mask: address, part: postal_code }', type: 'varchar(12)', values: ['QM1 7ZZ'] },
    { rule: '{ mask: address, part: street }', type: 'varchar(80)', values: ['7 Quill Lane'] },
  ],
  options: shape,
  readsValue: false,
  draws: true,
  drawsFrom: 'row',
  oneForRow: true,
  redraws: 'self',
  avoidsOriginals: true,
  originals: (options) => placeParts[shape.parse(options).part],
  domain: () => 'address',
  prove(context, options) {
    const { part, locale = context.locale } = shape.parse(options)
    // Codes are whole or none; cities and streets are cut.
    const shortest = part === 'country_code' ? 2 : part === 'postal_code' ? postalCodeLength(locale) : shortestPlace
    return proveAll(
      proveKind(context, ['text', 'binary'], 'address'),
      proveLength(context, shortest, `address ${part}`),
      proveNotUnique(context, 'address'),
    )
  },
  compile(context, options) {
    const { part, locale = context.locale } = shape.parse(options)
    const placeOf = placeMaker(context, locale)
    return (_value, draw) => {
      const text = placeOf(draw.int(2 ** 32), part)
      const held = context.holds(text) ? text : text.normalize('NFKD').replaceAll(/[^\x20-\x7e]/g, '')
      return [...held].slice(0, context.maxLength).join('').trimEnd()
    }
  },
}
