import type { Finding, PersonalKind } from '../policy/detection/finding.ts'
import type { Suggestion } from '../policy/detection/preferred-rules.ts'
import { describeRule } from '../policy/file/describe-rule.ts'
import { type ColumnRef, idOf } from '../policy/resolving/reference-groups.ts'
import type { DraftBench } from './draft-bench.ts'

/** Kinds by which tables are joined though no foreign key says so. */
const joining: ReadonlySet<PersonalKind> = new Set<PersonalKind>([
  'email',
  'phone',
  'username',
  'national_id',
  'card_number',
  'bank_account',
  'network_address',
  'secret',
])

interface Unit {
  readonly members: readonly ColumnRef[]
  readonly suggestions: readonly Suggestion[]
  readonly finding: Finding | null
}

/**
 * Columns that are called the same and hold the same kind, and copies of a column, get one rule and one domain: a card number that
 * is hashed in one table and has other digits in the next would join nothing any more.
 */
export function settleAlike(units: readonly Unit[], bench: DraftBench): void {
  for (const alike of groupsOf(units)) {
    const members = alike.flatMap((unit) => unit.members)
    const decided = members.map((ref) => bench.decided(ref))
    if (new Set(decided.map((rule) => (rule ? describeRule(rule) : ''))).size < 2) continue
    const [first, ...others] = alike
    const suitsAll = ({ mask, options }: Suggestion) =>
      others.every(({ suggestions }) =>
        suggestions.some((other) => other.mask === mask && JSON.stringify(other.options) === JSON.stringify(options)),
      )
    bench.decideAlike(members, first!.suggestions.filter(suitsAll))
  }
}

function groupsOf(units: readonly Unit[]): Unit[][] {
  const places = new Map(units.flatMap((unit) => unit.members.map((ref): [string, Unit] => [idOf(ref), unit])))
  const nameOf = (unit: Unit): string | null => {
    const original = unit.finding?.like ? places.get(unit.finding.like) : undefined
    const { finding, members } = original ?? unit
    return finding && joining.has(finding.kind) ? `${finding.kind} ${members[0]!.column.toLowerCase()}` : null
  }
  const groups = Map.groupBy(
    units.filter((unit) => unit.suggestions.length > 0 && nameOf(unit) !== null),
    nameOf,
  )
  return [...groups.values()].filter((group) => group.length > 1)
}
