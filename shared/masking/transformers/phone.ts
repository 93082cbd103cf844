import { z } from 'zod'
import type { Draw, Transformer } from '../transformer.ts'
import { proveAll, proveKind, proveLength } from './kinds.ts'

// +999 is assigned to no country and reserved (ITU-T E.164 assignments): such a number rings nowhere.
const prefix = '+999'
const digits = 11

interface Fiction {
  readonly areas: readonly string[]
  readonly begins: string
  readonly behind: string
  readonly from: number
  readonly to: number
}

/**
 * Ranges that nobody is given, kept for films and books: 555-0100 to 0199 in each area of North America (NANPA), 07700 900000 to 900999
 * (Ofcom), 06 39 98 00 00 to 99 99 (Arcep), 070-174 06 05 to 06 99 (PTS), 02 5550 0000 to 9999 (ACMA).
 */
const fiction = {
  US: {
    areas: ['202', '212', '305', '312', '415', '512', '617', '702'],
    begins: '+1',
    behind: '55501',
    from: 0,
    to: 99,
  },
  CA: {
    areas: ['204', '306', '403', '416', '514', '604', '613', '902'],
    begins: '+1',
    behind: '55501',
    from: 0,
    to: 99,
  },
  GB: { areas: [''], begins: '+44', behind: '7700900', from: 0, to: 999 },
  FR: { areas: [''], begins: '+33', behind: '63998', from: 0, to: 9999 },
  SE: { areas: [''], begins: '+46', behind: '701740', from: 605, to: 699 },
  AU: { areas: [''], begins: '+61', behind: '25550', from: 0, to: 9999 },
} as const satisfies Record<string, Fiction>
const shape = z.strictObject({
  country: z
    .enum(['US', 'CA', 'GB', 'FR', 'SE', 'AU'])
    .meta({ description: 'The country whose range for films is drawn from.', examples: ['US'] })
    .optional(),
})

export const phone: Transformer = {
  name: 'phone',
  summary:
    'An international number that rings nowhere: of the unassigned prefix +999, or with `country` of a range kept for films. `digits` keeps the form of what is there instead.',
  examples: [
    { rule: 'phone', type: 'varchar(40)', values: ['030 555 77'] },
    { rule: '{ mask: phone, country: US }', type: 'varchar(40)', values: ['030 555 77'] },
  ],
  options: shape,
  readsValue: false,
  draws: true,
  avoidsOriginals: true,
  originals: 'identifying',
  domain: () => 'phone',
  prove(context, options) {
    const unique = context.unique
      ? { ok: false as const, problem: 'phone cannot stay unique; use digits, which makes no two values one' }
      : { ok: true as const }
    return proveAll(
      proveKind(context, ['text', 'binary'], 'phone'),
      proveLength(context, shape.parse(options).country ? longestFiction : prefix.length + 4, 'phone'),
      unique,
    )
  },
  compile(context, options) {
    const { country } = shape.parse(options)
    if (country) return (_value, draw) => fictional(fiction[country], draw)
    const length = Math.min(digits, context.maxLength - prefix.length)
    return (_value, draw) => prefix + number(draw, length)
  },
  recogniser(_context, options) {
    const { country } = shape.parse(options)
    const begins = country ? fiction[country].begins : prefix
    return (words) => words.every((word) => word.startsWith(begins.slice(1)))
  },
}

const longestFiction = 13

function fictional({ areas, begins, behind, from, to }: Fiction, draw: Draw): string {
  const area = areas[draw.int(areas.length)]!
  const last = String(from + draw.int(to - from + 1)).padStart(String(to).length, '0')
  return `${begins}${area}${behind}${last}`
}

function number(draw: Draw, length: number): string {
  let text = ''
  while (text.length < length) text += String(draw.int(1_000_000)).padStart(6, '0')
  return text.slice(0, length)
}
