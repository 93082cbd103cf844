import { z } from 'zod'
import { bitsOfForm, drawForm } from '../numbers/code-form.ts'
import { nationalIds } from '../numbers/national-ids.ts'
import type { Draw, Transformer } from '../transformer.ts'
import { inOwnRoom, proveAll, proveKind, proveLength, proveUnique } from './kinds.ts'

type Country = keyof typeof nationalIds
const countries = Object.keys(nationalIds) as [Country, ...Country[]]
const shape = z.strictObject({
  country: z.enum(countries).meta({ description: 'The country whose numbers they are.', examples: ['ES'] }),
})

export const nationalId: Transformer = {
  name: 'national_id',
  summary: `A person's number of a country (${countries.join(', ')}) with right check digits, written like the one before; where numbers are kept for tests or nobody has them, one of those.`,
  examples: [
    { rule: '{ mask: national_id, country: ES }', type: 'varchar(20)', values: ['12.345.678-Z'] },
    { rule: '{ mask: national_id, country: SE }', type: 'varchar(20)', values: ['811218-9876', 'unknown'] },
  ],
  options: shape,
  readsValue: true,
  draws: true,
  avoidsOriginals: true,
  originals: 'identifying',
  domain: (options) => `national_id:${String(options.country)}`,
  prove(context, options) {
    const { form, check } = nationalIds[shape.parse(options).country]
    const shortest = signsIn(drawn(form, check, { int: () => 0 })).length
    return proveAll(
      proveKind(context, ['text', 'binary'], 'national_id'),
      proveLength(inOwnRoom(context), shortest, 'national_id'),
      proveUnique(context, bitsOfForm(form), 'national_id'),
    )
  },
  compile({ column }, options) {
    const { form, check } = nationalIds[shape.parse(options).country]
    const room = column.maxLength ?? Number.POSITIVE_INFINITY
    return (value, draw) => {
      const written = drawn(form, check, draw)
      const signs = signsIn(written)
      if (signsIn(value).length !== signs.length) return written.length <= room ? written : signs
      let at = 0
      const like = value.replaceAll(/[A-Za-z0-9]/g, () => signs[at++]!)
      return /[a-z]/.test(value) ? like.toLowerCase() : like
    }
  },
}

function drawn(form: string, check: (body: string) => string | null, draw: Pick<Draw, 'int'>): string {
  // Of ten beginnings at most three have no number.
  for (let tries = 0; tries < mostTries; tries++) {
    const body = drawForm(form, (bound) => (draw.int(bound) + tries) % bound)
    const digits = check(signsIn(body))
    if (digits !== null) return body + digits
  }
  throw new Error(`no number of the form ${form} has check digits`)
}

const mostTries = 1000

function signsIn(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9]/g, '')
}
