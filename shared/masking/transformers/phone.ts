import { z } from 'zod'
import type { Draw, Transformer } from '../transformer.ts'
import { proveAll, proveKind, proveLength } from './kinds.ts'

// +999 is assigned to no country and reserved (ITU-T E.164 assignments): such a number rings nowhere.
const prefix = '+999'
const digits = 11

export const phone: Transformer = {
  name: 'phone',
  summary: 'An international number of the unassigned prefix +999. `digits` keeps the form of what is there instead.',
  options: z.strictObject({}),
  readsValue: false,
  draws: true,
  avoidsOriginals: true,
  originals: 'identifying',
  domain: () => 'phone',
  prove(context) {
    const unique = context.unique
      ? { ok: false as const, problem: 'phone cannot stay unique; use digits, which is one-to-one' }
      : { ok: true as const }
    return proveAll(
      proveKind(context, ['text', 'binary'], 'phone'),
      proveLength(context, prefix.length + 4, 'phone'),
      unique,
    )
  },
  compile(context) {
    const length = Math.min(digits, context.maxLength - prefix.length)
    return (_value, draw) => prefix + number(draw, length)
  },
  recogniser: () => (words) => words.every((word) => word.startsWith(prefix.slice(1))),
}

function number(draw: Draw, length: number): string {
  let text = ''
  while (text.length < length) text += String(draw.int(1_000_000)).padStart(6, '0')
  return text.slice(0, length)
}
