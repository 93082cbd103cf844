import type { StepTiming } from '../shared/audit/record.ts'
import { pipeline, type StepName } from '../shared/pipeline.ts'
import type { StepReport } from '../shared/ports.ts'
import type { AuditEvent } from './events.ts'

// States round a step that do not bear its name.
const partOf: Readonly<Record<string, StepName>> = { identify: 'plan', prove: 'plan', confirm: 'publish' }

/** The step that was reached last; plan when none was. */
export function reachedStep(entered: AuditEvent['entered']): StepName {
  return entered.flatMap(({ state }) => stepOf(state) ?? []).at(-1) ?? 'plan'
}

/** How long each step took: from its first state to the first one of the next step, the last one to `end`. */
export function timingsOf(
  entered: AuditEvent['entered'],
  moved: Readonly<Partial<Record<StepName, StepReport>>>,
  end: Date,
): StepTiming[] {
  const steps = entered.flatMap(({ state, at }) => {
    const step = stepOf(state)
    return step ? [{ step, startedAt: new Date(at).toISOString() }] : []
  })
  const firsts = steps.filter(({ step }, index) => step !== steps[index - 1]?.step)
  return firsts.map(({ step, startedAt }, index) => {
    const until = firsts[index + 1]?.startedAt ?? end.toISOString()
    const { rows, bytes } = moved[step] ?? { rows: 0, bytes: 0 }
    return { step, startedAt, milliseconds: Math.max(0, Date.parse(until) - Date.parse(startedAt)), rows, bytes }
  })
}

function stepOf(state: string): StepName | null {
  const word = state.split(' ')[0]!.toLowerCase()
  return pipeline.find(({ step }) => step === word)?.step ?? partOf[word] ?? null
}
