import type { Draw, MaskContext } from '../../transformer.ts'
import { type Names, namesFrom } from '../composed-names.ts'
import { type Gender, genders, namesFor, poolFor } from '../pools.ts'
import { openNames } from '../withheld-names.ts'

export const longestFirst = 14
export const longestLast = 16
/** Of base32: 65 bits. */
export const tagLength = 13
/** As many as a fake has that is drawn again, and their last ones are composed of three parts. */
const mostAttempts = 16

/** Somebody who does not exist, drawn from the key of somebody who does: every part that is made of it agrees with every other. */
export interface Person {
  readonly gender: Gender
  readonly first: string
  readonly last: string
  readonly tag: string
  /** For everything else, 32 bits. */
  readonly seed: number
}

/** Makes a person of a draw; the same draw, the same person, whatever part is wanted of it. */
export function personMaker(context: Pick<MaskContext, 'isReal' | 'subkey'>, locale: string): (draw: Draw) => Person {
  const { isReal } = context
  const names = new Map(genders.map((gender) => [gender, poolsOf(locale, gender, context)] as const))
  return (draw) => {
    const gender = genders[draw.int(2)]!
    const { firsts, lasts } = names.get(gender)!
    const tag = draw.tag(tagLength)
    const seed = draw.int(2 ** 32)
    let [first, last] = ['', '']
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const again = attemptOf(draw, attempt)
      first = firsts.draw(again)
      last = lasts.draw(again)
      if (!isReal(first) && !isReal(last) && !isReal(`${first} ${last}`) && !isReal(`${last} ${first}`)) break
    }
    return { gender, first, last, tag, seed }
  }
}

// Whatever a column's character set holds: the person is one in all columns, and is written there as well as it goes.
function poolsOf(
  locale: string,
  gender: Gender,
  context: Pick<MaskContext, 'subkey'>,
): { firsts: Names; lasts: Names } {
  const holds = () => true
  const pool = (which: 'first' | 'last', maxLength: number) =>
    namesFrom(
      openNames(
        poolFor((chosen) => namesFor(chosen, gender)[which], locale, { maxLength, holds }),
        context,
      ),
      maxLength,
    )
  return { firsts: pool('first', longestFirst), lasts: pool('last', longestLast) }
}

/** The same stream of choices, for another attempt at a name. */
function attemptOf(draw: Draw, attempt: number): Draw {
  return {
    attempt,
    int: (bound) => draw.int(bound),
    fraction: () => draw.fraction(),
    tag: (length) => draw.tag(length),
  }
}
