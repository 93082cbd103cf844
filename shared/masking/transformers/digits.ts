import { z } from 'zod'
import { integerRange } from '../../schema/integer-range.ts'
import { shortestOriginal } from '../digests/original-digest.ts'
import { type CycleReplacement, cycleReplacement } from '../numbers/cycle-replacement.ts'
import { digitsIn, withDigits } from '../numbers/decimal-digits.ts'
import { foldWords } from '../text/fold-words.ts'
import type { Draw, MaskContext, Transformer } from '../transformer.ts'
import { proveAll, proveKind } from './kinds.ts'

const fewestDigits = 6
const longestTag = 13

export const digits: Transformer = {
  name: 'digits',
  summary:
    'Every digit replaced and all else kept, so that `+49 (30) 123-45` stays of that form; no two numbers become one.',
  examples: [{ rule: 'digits', type: 'varchar(40)', values: ['+49 (30) 123-4567', '12'] }],
  options: z.strictObject({}),
  readsValue: true,
  keepsForm: true,
  draws: true,
  redraws: 'walk',
  avoidsOriginals: true,
  originals: 'identifying',
  domain: () => 'digits',
  prove(context) {
    const tooShort = context.unique && context.maxLength < fewestDigits
    return proveAll(
      proveKind(context, ['text', 'binary', 'integer'], 'digits'),
      tooShort
        ? { ok: false, problem: 'a unique column of fewer than six digits has too few values to encrypt' }
        : { ok: true, note: 'no two values become one' },
    )
  },
  compile(context) {
    const replace = cycleReplacement(context)
    return context.column.kind === 'integer' ? integerMask(context, replace) : textMask(context, replace)
  },
  // A word without a digit is one that was kept.
  recogniser: () => (words) => words.every((word) => /\p{Nd}/u.test(word)),
}

function textMask({ maxLength }: MaskContext, replace: CycleReplacement) {
  return (value: string, draw: Draw) => {
    const found = digitsIn(value)
    if (found !== '')
      return withDigits(
        value,
        replace(found, draw, () => true),
      )
    // A remark in place of a number is somebody's words: nothing of it would be replaced.
    const isSearchedFor = foldWords(value).join(' ').length >= shortestOriginal
    return isSearchedFor ? draw.tag(Math.min(longestTag, maxLength)) : value
  }
}

/** As many digits as before, within the column's range. */
function integerMask({ column }: MaskContext, replace: CycleReplacement) {
  const width = /zerofill/i.test(column.columnType) ? Number(/\((\d+)\)/.exec(column.columnType)?.[1] ?? 0) : 0
  const [lowest, highest] = integerRange(column)
  return (value: string, draw: Draw) => {
    const sign = value.startsWith('-') ? '-' : ''
    const number = value.slice(sign.length)
    const limit = sign === '-' ? -lowest : highest
    const isPadded = number.length === width
    return (
      sign +
      replace(
        number,
        draw,
        (digits) => (isPadded || digits.length === 1 || !digits.startsWith('0')) && BigInt(digits) <= limit,
      )
    )
  }
}
