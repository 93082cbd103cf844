import type { Calendar } from '../calendar.ts'
import { RowRandom } from '../random.ts'
import type { Shape } from './shape.ts'

const daySeconds = 86_400
/** How soon after signing up somebody acts whose row is older by its number than the sign-up. */
const soonSeconds = 45 * daySeconds

/** When users, by id from 1, signed up, in seconds: ids in the order of time, many at first, fewer later. */
export function signUps({ begin, end }: Calendar, { seed, users }: Shape): (id: number) => number {
  const random = new RowRandom(seed, 'sign-ups')
  // Math.sqrt is exact by IEEE 754, unlike other powers.
  return (id) => {
    const place = (id - 1 + random.begin(id).fraction()) / users.count
    return Math.floor(begin + (end - begin) * (1 - Math.sqrt(1 - place)))
  }
}

/** When users did what `rows` rows tell, more of it every year: in the order of the rows, but never before the sign-up. */
export function activity(calendar: Calendar, rows: number, signedUpAt: (id: number) => number) {
  const { begin, end } = calendar
  return (row: number, user: number, random: RowRandom): number => {
    const second = Math.floor(begin + (end - begin) * Math.sqrt((row + random.fraction()) / rows))
    const signUp = signedUpAt(user)
    return second > signUp ? second : Math.min(end, signUp + 60 + random.below(soonSeconds))
  }
}
