import type { Check } from '../../audit/record.ts'
import type { OwnNote } from '../../ports.ts'
import { counted, type VerifyContext, verdictOf } from './context.ts'

/** What staging keeps of its own and what its settings did, counted when it was done; nothing where it has none. */
export function checkOwn({ plan, own }: Pick<VerifyContext, 'plan' | 'own'>): Check[] {
  if (!plan.own) return []
  const { kept, settings } = own
  const rows = kept.reduce((sum, { carried, same }) => sum + carried + same, 0)
  const covered = `${counted(rows, 'row')} kept, ${counted(settings.length, 'setting')}`
  const notes = [...kept.map(describeKept), ...settings.map(({ table, what, rows }) => `${table} (${what}): ${rows}`)]
  // What met nothing has ended the run before; without a note nothing was done at all.
  const isDone = kept.length === plan.own.keepRows.length && settings.length === plan.own.settings.length
  return [verdictOf("staging's own", covered, isDone ? [] : ['it was not put in'], `${notes.join('; ')}.`)]
}

function describeKept({ table, carried, same, replaced, left, lost }: OwnNote['kept'][number]): string {
  const parts = [
    `${carried} taken over`,
    ...(same > 0 ? [`${same} that production has as they are`] : []),
    ...(replaced > 0 ? [`${replaced} of production replaced`] : []),
    ...(left > 0 ? [`${left} given up for production's`] : []),
    ...(lost.length > 0 ? [`without ${lost.join(', ')}, which production has not`] : []),
  ]
  return `${table}: ${parts.join(', ')}`
}
