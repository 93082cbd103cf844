import type { Draft } from '../../shared/policy/draft.ts'
import type { Label } from './labelled-schema.ts'

/** How a policy that `init` proposes compares with the labels of the columns that hold data. */
export interface Score {
  /** Labelled personal and masked, or left for somebody to decide. */
  readonly right: number
  /** Labelled harmless and masked, with the label's reason and the finding's. */
  readonly overreached: readonly string[]
  /** Labelled personal and kept. */
  readonly missed: readonly string[]
  /** Masked rightly, but as another kind of personal data. */
  readonly misnamed: readonly string[]
}

/** Judges a draft by the labels. Columns without a label hold no data. */
export function measure(labels: readonly Label[], draft: Draft): Score {
  const findings = labels.map((label) => ({ ...label, ...decisionOf(draft, label) }))
  const told = (of: typeof findings) =>
    of.map(({ table, column, reason, because }) => `${table}.${column}: ${reason}${because ? ` (${because})` : ''}`)
  const personal = findings.filter(({ kind }) => kind !== null)
  return {
    right: personal.filter(({ isMasked }) => isMasked).length,
    overreached: told(findings.filter(({ kind, isMasked }) => kind === null && isMasked)),
    missed: told(personal.filter(({ isMasked }) => !isMasked)),
    misnamed: told(personal.filter(({ isMasked, kind, found }) => isMasked && found !== null && kind !== found)),
  }
}

function decisionOf(draft: Draft, { table, column }: Label) {
  const listed = draft.tables.find((known) => known.table === table)?.columns.find((known) => known.column === column)
  const planned = draft.plans.find((known) => known.table === table)?.columns.find((known) => known.column === column)
  const isUndecided = listed !== undefined && listed.rule === null
  const finding = listed?.finding ?? null
  return {
    isMasked: isUndecided || (planned !== undefined && planned.rule.mask !== 'keep'),
    found: finding?.kind ?? null,
    because: finding ? `taken for ${finding.kind}: ${finding.because}` : '',
  }
}

/** Of what is masked, the share that is personal. */
export function precision(scores: readonly Score[]): number {
  const right = scores.reduce((sum, score) => sum + score.right, 0)
  return right / (right + scores.reduce((sum, { overreached }) => sum + overreached.length, 0))
}

/** Of what is personal, the share that is masked. */
export function recall(scores: readonly Score[]): number {
  const right = scores.reduce((sum, score) => sum + score.right, 0)
  return right / (right + scores.reduce((sum, { missed }) => sum + missed.length, 0))
}
