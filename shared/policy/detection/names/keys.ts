import type { Column } from '../../../schema/schema.ts'
import type { PersonalKind } from '../finding.ts'
import { contradiction } from '../values/contradictions.ts'
import { looks } from '../values/looks.ts'
import { listOf } from '../vocabulary/entry.ts'
import { entryFor } from './entry-for.ts'
import { type KnownNames, looksLikeName } from './person-words.ts'
import { splitName } from './split-name.ts'

/** Keys are read as columns of long text in a table about nothing are. */
const leafColumn: Column = {
  name: '',
  position: 0,
  dataType: 'text',
  columnType: 'text',
  kind: 'text',
  nullable: true,
  charset: null,
  collation: null,
  maxLength: null,
  generated: false,
  invisible: false,
  autoIncrement: false,
  unsigned: false,
  defaultSql: null,
  comment: '',
  labels: [],
  srid: null,
}

/** Whether a key, of JSON or of an attribute table, is called like personal data. */
export function isPersonalKey(key: string): boolean {
  return entryFor(leafColumn, splitName(key), 'anywhere', false) !== undefined
}

/** What a leaf holds, by its key and by its text; null where the text is none of the kind, as the label of a field. */
export function knownKind(key: string, leaf: string, names: KnownNames): PersonalKind | null {
  const words = splitName(key)
  if (aboutFields.has(words.at(-1) ?? '')) return null
  const kind = entryFor(leafColumn, words, 'anywhere', false)?.kind
  if (kind) return contradiction(kind, leafColumn, [leaf]) === null && !repeats(key, leaf) ? kind : null
  if (looks.email(leaf)) return 'email'
  // A `name` may be anybody's or anything's: a known first name before another word tells.
  if (words.includes('name') && looksLikeName(leaf.toLowerCase(), 'full_name', names)) return 'full_name'
  return null
}

/** Last words of keys that say how a field is shown or searched: `street_name_op`, `email_label`. */
const aboutFields = new Set(
  listOf(
    'op operator comparison relative order sort direction label required visible enabled weight width format mode position placeholder hint',
  ),
)

/** `"first_name": "First name"` describes a field. */
function repeats(key: string, leaf: string): boolean {
  const letters = (value: string) => value.toLowerCase().replaceAll(/[^\p{L}\d]/gu, '')
  return letters(key) === letters(leaf)
}
