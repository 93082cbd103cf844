import type { Draw, MaskContext } from '../transformer.ts'
import { DigitCycle } from './digit-cycle.ts'

/** Digits in place of others, as many of them, the first on their cycle that are `fit`. */
export type CycleReplacement = (found: string, draw: Draw, isFit: (digits: string) => boolean) => string

/** Attempt n is the nth fit string further on in a cycle: one-to-one for each n among fit strings. Attempts of one value come one after the other. */
export function cycleReplacement({ subkey }: Pick<MaskContext, 'subkey'>): CycleReplacement {
  const cycle = new DigitCycle(subkey)
  let last = { found: '', attempt: -1, steps: 0 }
  return (found, { attempt }, isFit) => {
    const goesOn = found === last.found && attempt === last.attempt + 1
    let [steps, left] = goesOn ? [last.steps, 0] : [0, attempt]
    for (;;) {
      const digits = cycle.after(found, ++steps)
      if (!isFit(digits) || left-- > 0) continue
      last = { found, attempt, steps }
      return digits
    }
  }
}
