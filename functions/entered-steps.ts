import type { StepTiming } from '../shared/audit/record.ts'
import { pipeline, type StepName } from '../shared/pipeline.ts'
import type { StepReport } from '../shared/ports.ts'
import type { AuditEvent } from './events.ts'

// States round a step that do not bear its name.
const partOf: Readonly<Record<string, StepName>> = {
  ...{ identify: 'plan', prove: 'plan', confirm: 'publish' },
  prepare: 'restore',
}

/** Steps that go on side by side: neither ends because the other has entered a state. */
const sideBySide: readonly (StepName | null)[] = ['snapshot', 'restore']

/** The step that was reached last; plan when none was. */
export function reachedStep(entered: AuditEvent['entered']): StepName {
  return entered.flatMap(({ state }) => stepOf(state) ?? []).at(-1) ?? 'plan'
}

/** How long each step took: from its first state to what was entered after its last one, or to `end`. */
export function timingsOf(
  entered: AuditEvent['entered'],
  moved: Readonly<Partial<Record<StepName, StepReport>>>,
  end: Date,
): StepTiming[] {
  const states = entered.map(({ state, at }) => ({ state, step: stepOf(state), at: new Date(at) }))
  return pipeline.flatMap(({ step }) => {
    const first = states.find((state) => state.step === step)
    if (!first) return []
    const until = endOf(step, states) ?? end
    const { rows, bytes } = moved[step] ?? { rows: 0, bytes: 0 }
    const milliseconds = Math.max(0, until.getTime() - first.at.getTime())
    return { step, startedAt: first.at.toISOString(), milliseconds, rows, bytes }
  })
}

/** The maps that were at work when this state was the last one entered; those of reading and of loading are side by side. */
export function mapsBeside(state: string): readonly string[] {
  return /^(Read and load|Still to read\?|Snapshot( .*)?|Restore rows)$/.test(state)
    ? ['Snapshot', 'Restore rows']
    : [state]
}

interface EnteredState {
  readonly state: string
  readonly step: StepName | null
  readonly at: Date
}

/** Null when it was the last that was at work. */
function endOf(step: StepName, states: readonly EnteredState[]): Date | null {
  const last = states.findLastIndex((state) => state.step === step)
  // Of steps side by side one says so when it ends.
  if (states[last]?.state.toLowerCase() === `${step} end`) return states[last].at
  const beside = sideBySide.includes(step) ? sideBySide : [step]
  return states.slice(last + 1).find((state) => state.step && !beside.includes(state.step))?.at ?? null
}

/** The step that a state of the workflows belongs to; null for those round it. */
export function stepOf(state: string): StepName | null {
  const word = state.split(' ')[0]!.toLowerCase()
  return pipeline.find(({ step }) => step === word)?.step ?? partOf[word] ?? null
}
