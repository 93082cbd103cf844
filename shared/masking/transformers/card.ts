import { z } from 'zod'
import { luhnDigit } from '../numbers/check-digits.ts'
import { digitsIn, withDigits } from '../numbers/decimal-digits.ts'
import type { Draw, Transformer } from '../transformer.ts'
import { inOwnRoom, proveAll, proveKind, proveLength } from './kinds.ts'

const shape = z.strictObject({
  bin: z
    .string()
    .regex(/^\d{4,8}$/, 'has to be the 4 to 8 digits that numbers begin with')
    .meta({ description: 'The digits that numbers begin with.', examples: ['411111'] })
    .default('411111'),
})
const shortest = 12
const longest = 19

export const card: Transformer = {
  name: 'card',
  summary:
    'A card number that begins with the digits of a test card (`bin`), as long as the one before and written like it, with a right check digit (Luhn).',
  examples: [{ rule: 'card', type: 'varchar(30)', values: ['5555 4444 3333 2222'] }],
  options: shape,
  readsValue: true,
  draws: true,
  avoidsOriginals: true,
  originals: 'identifying',
  domain: () => 'card',
  prove: (context) =>
    proveAll(
      proveKind(context, ['text', 'binary', 'integer'], 'card'),
      context.column.kind === 'integer' && context.column.dataType !== 'bigint'
        ? { ok: false, problem: 'card needs a BIGINT for its 16 digits' }
        : { ok: true },
      proveLength(inOwnRoom(context), shortest, 'card'),
      context.unique
        ? { ok: false, problem: 'card draws too few digits to stay unique; use digits, which makes no two values one' }
        : { ok: true },
    ),
  compile({ column, maxLength }, options) {
    const { bin } = shape.parse(options)
    const room = Math.min(longest, maxLength)
    return (value, draw) => {
      const found = digitsIn(value).length
      const isNumber = found >= shortest && found <= longest
      const number = makeNumber(bin, isNumber ? found : Math.min(16, room), draw)
      // What is no card number, such as four last digits behind stars, is replaced as a whole.
      return isNumber && column.kind !== 'integer' ? withDigits(value, number) : number
    }
  },
  example: ({ bin }) => makeNumber(String(bin), shortest, { int: () => 0 }),
  recogniser(_context, options) {
    const { bin } = shape.parse(options)
    return (words) => words.join('').startsWith(bin) && /^\d+$/.test(words.join(''))
  },
}

function makeNumber(bin: string, length: number, draw: Pick<Draw, 'int'>): string {
  let digits = bin
  while (digits.length < length - 1) digits += draw.int(10)
  return digits + luhnDigit(digits)
}
