import type { RestorePart } from '../shared/steps/restore.ts'
import type { RestoreEvent } from './events.ts'

/** The parts of restore that an event asks for: one for each chunk or table of a batch. */
export function restoreParts(part: RestoreEvent['part']): readonly RestorePart[] {
  if (part.kind === 'rows') return part.chunks.map((chunk) => ({ kind: 'rows', chunk }))
  if (part.kind === 'indexes') return part.tables.map((table) => ({ kind: 'indexes', table }))
  return [part]
}
