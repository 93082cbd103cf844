import { z } from 'zod'
import { shortestOriginal } from '../digests/original-digest.ts'
import { cycleReplacement } from '../numbers/cycle-replacement.ts'
import { foldWords } from '../text/fold-words.ts'
import type { Transformer } from '../transformer.ts'
import { proveAll, proveKind } from './kinds.ts'

const fewestSigns = 5
const longestTag = 13
/** Beyond that, arithmetic on one number of so many signs takes longer than anybody waits: what follows is a value of its own. */
const mostSigns = 64

export const fpe: Transformer = {
  name: 'fpe',
  summary:
    'Letters become letters and digits digits, capitals stay capitals and all other signs stay: for codes and member numbers such as `AB-1042-x`; no two values become one.',
  examples: [{ rule: 'fpe', type: 'varchar(40)', values: ['QM-1042-x', 'marrow77'] }],
  options: z.strictObject({}),
  readsValue: true,
  keepsForm: true,
  draws: true,
  redraws: 'walk',
  avoidsOriginals: true,
  originals: 'identifying',
  domain: () => 'fpe',
  prove(context) {
    const tooShort = context.unique && context.maxLength < fewestSigns
    return proveAll(
      proveKind(context, ['text', 'binary'], 'fpe'),
      tooShort
        ? { ok: false, problem: 'a unique column of fewer than five characters has too few values to encrypt' }
        : { ok: true, note: 'no two values become one' },
    )
  },
  compile(context) {
    const replace = cycleReplacement(context)
    return (value, draw) => {
      const signs = [...value.matchAll(/[0-9A-Za-z]/g)].map(([sign]) => sign)
      if (signs.length === 0) {
        // Of other scripts nothing would be replaced.
        const isSearchedFor = foldWords(value).join(' ').length >= shortestOriginal
        return isSearchedFor ? draw.tag(Math.min(longestTag, context.maxLength)) : value
      }
      const made: string[] = []
      for (let at = 0; at < signs.length; at += mostSigns)
        made.push(...replaced(signs.slice(at, at + mostSigns), replace, draw))
      let at = 0
      return value.replaceAll(/[0-9A-Za-z]/g, () => made[at++]!)
    }
  },
  // A word without a letter or digit of these is one that was kept.
  recogniser: () => (words) => words.every((word) => /[0-9a-z]/.test(word)),
}

/** The signs as one number in a radix of their own at each place, encrypted among the numbers of that form. */
function replaced(
  signs: readonly string[],
  replace: ReturnType<typeof cycleReplacement>,
  draw: Parameters<typeof replace>[1],
): string[] {
  const [number, size] = signs.reduce(
    ([number, size], sign) => {
      const radix = radixOf(sign)
      return [number * radix + BigInt(Number.parseInt(sign, 36) - (radix === 26n ? 10 : 0)), size * radix] as const
    },
    [0n, 1n] as readonly [bigint, bigint],
  )
  const width = String(size - 1n).length
  const other = replace(String(number).padStart(width, '0'), draw, (digits) => BigInt(digits) < size)
  let left = BigInt(other)
  return signs
    .toReversed()
    .map((sign) => {
      const radix = radixOf(sign)
      const place = Number(left % radix)
      left /= radix
      if (radix === 10n) return String(place)
      const letter = String.fromCharCode(97 + place)
      return sign < 'a' ? letter.toUpperCase() : letter
    })
    .toReversed()
}

function radixOf(sign: string): bigint {
  return sign <= '9' ? 10n : 26n
}
