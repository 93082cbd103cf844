import { z } from 'zod'
import { ibanDigits } from '../numbers/check-digits.ts'
import type { Draw, Transformer } from '../transformer.ts'
import { inOwnRoom, proveAll, proveKind, proveLength, proveUnique } from './kinds.ts'

const shape = z.strictObject({
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'has to be two capital letters, such as DE')
    .meta({ description: 'The country for values that are no IBAN.', examples: ['DE'] })
    .default('XX'),
})
const shortest = 15
/** Digits of the account behind country and check digits. */
const fewestDigits = 11

export const iban: Transformer = {
  name: 'iban',
  summary:
    'An IBAN of the same country, length and spacing with right check digits (ISO 13616), whose bank and account are drawn.',
  examples: [{ rule: 'iban', type: 'varchar(40)', values: ['GB82 WEST 1234 5698 7654 32'] }],
  options: shape,
  readsValue: true,
  draws: true,
  avoidsOriginals: true,
  originals: 'identifying',
  domain: () => 'iban',
  prove: (context) => {
    const own = inOwnRoom(context)
    return proveAll(
      proveKind(context, ['text', 'binary'], 'iban'),
      proveLength(own, shortest, 'iban'),
      proveUnique(context, Math.floor(fewestDigits * Math.log2(10)), 'iban'),
    )
  },
  compile({ column }, options) {
    const { country } = shape.parse(options)
    const room = column.maxLength ?? Number.POSITIVE_INFINITY
    return (value, draw) => {
      const compact = value.replaceAll(/[\s-]/g, '').toUpperCase()
      if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(compact))
        return makeIban(country, '0'.repeat(Math.min(18, room - 4)), draw)
      const made = makeIban(compact.slice(0, 2), compact.slice(4), draw)
      let at = 0
      return value.replaceAll(/[^\s-]/g, () => made[at++]!)
    }
  },
  example: ({ country }) => makeIban(String(country), '0'.repeat(fewestDigits), { int: () => 0 }),
}

/** Digits for digits, letters for letters. */
function makeIban(country: string, account: string, draw: Pick<Draw, 'int'>): string {
  const drawn = account.replaceAll(/./g, (sign) =>
    /\d/.test(sign) ? String(draw.int(10)) : String.fromCharCode(65 + draw.int(26)),
  )
  return country + ibanDigits(country, drawn) + drawn
}
