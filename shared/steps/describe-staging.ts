import type { StagingState } from '../ports.ts'

/** What was read of staging, or why it could not be read. */
export type StagingReading =
  | { readonly state: StagingState; readonly takenOver?: { runId: string; by: string; at: string } | null }
  | { readonly unread: string }

/** What staging holds now, in sentences; the run that took it over, where a run has lost it. */
export function describeStaging(reading: StagingReading): string {
  if ('unread' in reading) return `What staging holds could not be read: ${reading.unread}`
  const { state, takenOver } = reading
  const lost = takenOver ? ` Run ${takenOver.runId} (${takenOver.by}) took staging over on ${takenOver.at}.` : ''
  return `${describeState(state)}${lost}`
}

function describeState({ runId, whole, missing }: StagingState): string {
  if (runId === null) return 'Staging holds no generation of nightmask.'
  if (whole) return `Staging serves run ${runId}, complete.`
  const lacks = missing.length > 0 ? `lacks ${missing.join(', ')}` : 'has views, routines or events of another run'
  return `Staging serves run ${runId} and ${lacks}: the next \`nightmask run\` or \`nightmask rollback\` makes them.`
}
