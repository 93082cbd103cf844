import type { Check, CoincidenceAudit, Risk, TableAudit } from '../audit/record.ts'
import type { Plan } from '../policy/plan.ts'
import { hasSnapshot } from '../policy/resolving/check-engines.ts'
import {
  hasNullPattern,
  isDrawnFromRow,
  isDrawnFromWholeRow,
  isFrequencyExposed,
  isKeptForReason,
  isKeptFreeText,
  isKeptKey,
  isListUsedUp,
  isMasked,
  isNotSearched,
  isQuasiIdentifier,
  isRedrawn,
  isRepeatable,
  type Subject,
  subjectsOf,
} from './audit-subjects.ts'

/** Figures that count columns: name, which columns, and what it means that there are some. */
const columnFigures: readonly [string, (subject: Subject) => boolean, string][] = [
  [
    'columns-kept-for-reason',
    isKeptForReason,
    'Columns that look personal and are kept; the policy gives the reason, which stands beside the column.',
  ],
  [
    'columns-kept-beside-masked',
    isQuasiIdentifier,
    'Kept columns in tables about people. Together they may single out somebody who is known from elsewhere.',
  ],
  [
    'keys-kept',
    isKeptKey,
    'Kept primary keys of tables about people. Whoever may read production can match its rows with those of staging.',
  ],
  [
    'free-text-kept',
    isKeptFreeText,
    'Kept columns of long text or JSON. Only the search for originals stands between staging and what people wrote there.',
  ],
  [
    'pseudonyms-repeat',
    isRepeatable,
    'Columns with pseudonyms: the same value has the same one in every run with this key. In law they are still personal data.',
  ],
  [
    'pseudonyms-frequent',
    isFrequencyExposed,
    'Columns with pseudonyms whose values come ten times or more on average. Frequencies may tell which value a pseudonym stands for.',
  ],
  [
    'drawn-from-rows',
    isDrawnFromRow,
    'Columns whose fakes are drawn from the row and not from the value. By chance a cell may hold what it held, which nobody can tell.',
  ],
  [
    'drawn-from-whole-rows',
    isDrawnFromWholeRow,
    'Those of them in tables without a primary key: rows that are equal in every column stay equal, so frequencies may show which value it was.',
  ],
  [
    'nulls-visible',
    hasNullPattern,
    'Masked columns in which some cells are NULL. Who has no value there stays visible.',
  ],
  [
    'originals-not-searched',
    isNotSearched,
    'Masked columns whose real values staging was not searched for: they tell nobody apart, or are too short.',
  ],
]

/** What remains although every check passed, in figures that need no value: what a reviewer should ask about. */
export function riskFigures(
  plan: Plan,
  tables: readonly TableAudit[],
  checks: readonly Check[],
  elsewhere: readonly CoincidenceAudit[],
): Risk[] {
  const subjects = subjectsOf(plan, tables)
  return [
    maskedShare(subjects),
    ...columnFigures.map(([name, applies, meaning]) => ({ name, meaning, ...counted(subjects.filter(applies)) })),
    tablesWithoutSnapshot(plan),
    redraws(subjects.filter(isRedrawn)),
    { name: 'fakes-missing', meaning: missing, ...counted(subjects.filter(isListUsedUp)) },
    coincidences(subjects.filter(({ audit }) => (audit.coincided ?? 0) > 0)),
    letStand(elsewhere),
    skippedChecks(checks),
  ]
}

function maskedShare(subjects: readonly Subject[]): Risk {
  const cells = subjects.reduce((sum, { rows }) => sum + rows, 0)
  const masked = subjects.filter(isMasked).reduce((sum, { audit }) => sum + (audit.masked ?? 0), 0)
  const meaning = 'Share of all cells that were replaced. The others are kept as they are, or NULL.'
  return {
    name: 'cells-masked',
    value: cells === 0 ? 0 : Math.round((masked / cells) * 1e4) / 1e4,
    meaning,
    columns: [],
  }
}

function counted(subjects: readonly Subject[]) {
  return { value: subjects.length, columns: subjects.map(({ place }) => place) }
}

function tablesWithoutSnapshot(plan: Plan): Risk {
  const copied = plan.schema.tables.filter(({ name }) => plan.tables.some(({ table }) => table === name))
  const columns = copied.filter(({ engine }) => !hasSnapshot(engine)).map(({ name }) => name)
  const meaning = 'Tables whose engine has no snapshots: they may mix moments, which the policy allows for a reason.'
  return { name: 'tables-without-snapshot', value: columns.length, meaning, columns }
}

function redraws(subjects: readonly Subject[]): Risk {
  const value = subjects.reduce((sum, { audit }) => sum + (audit.redrawn ?? 0), 0)
  const meaning = 'Fakes that equalled a real value by chance and were drawn again.'
  return { name: 'fakes-redrawn', value, meaning, columns: counted(subjects).columns }
}

const missing =
  'Columns with fakes drawn again, and so many values that all fakes of their list come: one that never comes may be somebody’s. Half of the names of people never come under a key, whoever is in production, so that a missing one is at most twice as likely to be.'

function coincidences(subjects: readonly Subject[]): Risk {
  const value = subjects.reduce((sum, { audit }) => sum + (audit.coincided ?? 0), 0)
  const meaning =
    'Fakes that are a real value of somebody else by chance: nearly all others are too, or, in a text, it is one only with the words beside it. None is the value that it replaced.'
  return { name: 'fakes-real', value, meaning, columns: counted(subjects).columns }
}

function letStand(elsewhere: readonly CoincidenceAudit[]): Risk {
  const standing = elsewhere.filter(({ outcome }) => outcome === 'accepted' || outcome === 'passed')
  return {
    name: 'coincidences-let-stand',
    value: standing.reduce((sum, { values }) => sum + values, 0),
    meaning: 'Real values in other places that the policy accepts, or that stood there before they were anybody’s.',
    columns: [...new Set(standing.map((entry) => entry.in))],
  }
}

function skippedChecks(checks: readonly Check[]): Risk {
  const value = checks.filter(({ verdict }) => verdict === 'skipped').length
  return {
    name: 'checks-skipped',
    value,
    meaning: 'Checks that were not made; each says why. None is a pass.',
    columns: [],
  }
}
