import { type Column, storedColumns, type Table } from '../../../schema/schema.ts'
import { splitName } from '../names/split-name.ts'
import { listOf, type Reach } from '../vocabulary/entry.ts'
import { isPersonWord, perhapsPersons, romancePersons } from '../vocabulary/other-words.ts'

/** Words of a table's name that say nothing about its rows. */
const idleOfTables = new Set(
  listOf(
    'entity data info details detail tbl tab table main list all master varchar text int datetime decimal archive old hist',
  ),
)

/** Last words of tables of kinds, rights and pages, though a person may come before: `user_role`, `customer_group`. */
const kinds = new Set(
  listOf(`
  role roles group groups status category categories class classes level levels permission permissions right rights field fields rule
  rules access acl menu menus page pages module modules state states format formats label labels source reason reasons title titles tag
  tags attribute attributes screen screens display report reports column columns key keys map mapping resource resources
  action actions feature features ruolo gruppe gruppen groupe categoria kategorie
  `),
)
/** The same wherever they stand. */
const kindsAnywhere = new Set(
  listOf(`
  type types typ template templates lang translation translations i18n option options setting settings config configuration definition
  definitions scheme schema ethnic
  `),
)
const kindsInFront = new Set(
  listOf('tipo tipos tipi grupo grupos gruppo categoria categorie statut estado estados ruolo rol cat'),
)

/** Whether a table's rows are kinds of things, as of people: no row of it is anybody. */
export function isAboutKinds(table: string): boolean {
  const words = wordsOfTable(table)
  return (
    kinds.has(words.at(-1) ?? '') || kindsInFront.has(words[0] ?? '') || words.some((word) => kindsAnywhere.has(word))
  )
}

/** Whether a table's name says that its rows are people: the last word does, or in Romance languages the first. */
export function isAboutPeople(table: string): boolean {
  const words = wordsOfTable(table)
  return !isAboutKinds(table) && (isPersonWord(words.at(-1) ?? '') || isPersonWord(words[0] ?? '', romancePersons))
}

/** Whether a table's rows are accounts or profiles: of people, where one of its columns reaches somebody. */
export function isPerhapsAboutPeople(table: string): boolean {
  return !isAboutKinds(table) && perhapsPersons.has(wordsOfTable(table).at(-1) ?? '')
}

function wordsOfTable(table: string): readonly string[] {
  const before = known.get(table)
  if (before) return before
  const words = splitName(table).filter((word) => !/^\d+$/.test(word))
  const telling = words.filter((word) => !idleOfTables.has(word))
  const those = telling.length > 0 ? telling : words
  known.set(table, those)
  return those
}

// Each question about a table asks for them, and so does every table that refers to it.
const known = new Map<string, readonly string[]>()

/** Whether a table's rows belong to people, by its name or by the rows that it refers to. */
export function refersToPeople(table: Table): boolean {
  if (isAboutKinds(table.name)) return false
  return (
    wordsOfTable(table.name).some((word) => word !== 'admin' && isPersonWord(word)) ||
    table.foreignKeys.some(
      ({ referencedTable, columns }) => isAboutPeople(referencedTable) && !columns.every(isStamp),
    ) ||
    // Many applications declare no foreign keys: `user_id` and `id_customer` lead to people all the same.
    storedColumns(table).some(isReferenceToPerson)
  )
}

const stamps = new Set(
  listOf(
    'by creator created create updated update modified last edit edited editor entered upd changed deleted locked checked approved',
  ),
)

/** Who made or changed a row is about the row's history: the row of a product has it too. */
function isStamp(column: string): boolean {
  return splitName(column).some((word) => stamps.has(word))
}

const keys = new Set(listOf('id nr uuid number'))

function isReferenceToPerson({ name }: Column): boolean {
  const words = splitName(name)
  const isKey = keys.has(words.at(-1) ?? '') || words[0] === 'id'
  return isKey && words.some((word) => isPersonWord(word)) && !isStamp(name) && !words.some((word) => kinds.has(word))
}

/** What the names of a table's columns say of somebody: nothing, that there is a password, how to reach him or where he is, or who he is. */
export type Identity = 'nobody' | 'an account' | 'somebody' | 'a person'

/** How far words reach in a table. */
export function reachIn(table: Table, identity: Identity): Reach {
  if (isAboutKinds(table.name)) return 'anywhere'
  if (isAboutPeople(table.name) || (isPerhapsAboutPeople(table.name) && identity !== 'nobody')) return 'person'
  const isCalled = wordsOfTable(table.name).some((word) => isPersonWord(word))
  if (isCalled && (identity === 'a person' || identity === 'an account')) return 'person'
  return refersToPeople(table) || identity === 'somebody' || identity === 'a person' ? 'beside' : 'anywhere'
}
