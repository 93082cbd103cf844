import type { AcceptedAudit, AuditRecord, CoincidenceAudit } from '../audit/record.ts'
import type { Plan } from '../policy/plan.ts'
import type { Accepted } from '../policy/rule.ts'
import type { Ports } from '../ports.ts'
import { answerTo } from './answers.ts'

/** Real values that stand elsewhere, and the lines of the policy that let them, with how long each line has covered nothing. */
export async function coincidencesOf(
  plan: Plan,
  outcome: AuditRecord['outcome'],
  ports: Pick<Ports, 'notes' | 'records'>,
): Promise<Pick<AuditRecord, 'coincidences' | 'accepted'>> {
  const noted = await ports.notes.read(plan.runId, 'coincidences')
  const lines = plan.accepted ?? []
  const unused = noted?.unused ?? []
  const before = unused.length > 0 ? ((await ports.records.latestPublished())?.accepted ?? []) : []
  const coincidences = (noted?.found ?? []).map(
    (found): CoincidenceAudit => ({ ...found, line: found.outcome === 'refused' ? answerTo(found) : null }),
  )
  const accepted = lines.map((line): AcceptedAudit => {
    const isUnused = unused.some((other) => isSamePair(other, line))
    const nights = before.find((other) => isSamePair(other, line))?.unusedFor ?? 0
    const { in: place, of, reason, cells, values } = line
    const unusedFor = noted ? (isUnused ? nights + (outcome === 'published' ? 1 : 0) : 0) : null
    return { in: place, of, reason, cells, values, unusedFor }
  })
  return { coincidences, accepted }
}

function isSamePair(a: Pick<Accepted, 'in' | 'of'>, b: Pick<Accepted, 'in' | 'of'>): boolean {
  return a.in === b.in && a.of === b.of
}
