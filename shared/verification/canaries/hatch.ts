import { type Canary, canaryValues } from './canary.ts'
import { promised } from './promised.ts'
import { unpromised } from './unpromised.ts'

/** One canary for each kind, promised or not, other ones in every run. */
export function hatchCanaries(runId: string): Canary[] {
  const values = canaryValues(runId)
  const planted = (kinds: typeof promised, isPromised: boolean) =>
    Object.entries(kinds).map(([name, plant]): Canary => ({ name, promised: isPromised, ...plant(values) }))
  return [...planted(promised, true), ...planted(unpromised, false)]
}
