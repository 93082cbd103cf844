import { type Column, type Schema, storedColumns, type Table } from '../../../schema/schema.ts'
import type { Samples } from '../detect.ts'
import { detectByName, identifying, isBesidePeople } from '../names/by-name.ts'
import { wordsOf } from '../names/name-words.ts'
import type { KnownNames } from '../names/person-words.ts'

/** A table whose rows are settings or attributes: one column says what a row holds, others hold it. */
export interface SettingsTable {
  readonly table: Table
  /** The column that says what a row holds. */
  readonly by: string
  readonly values: readonly Column[]
  /** What the deciding column holds → the name that it stands for: itself, or of a number the code in its dictionary. */
  readonly names: ReadonlyMap<string, string>
  /** The columns beside them. */
  readonly others: readonly Column[]
  /** Attributes of people may hold what any column about people may; settings are an application's own. */
  readonly about: 'people' | 'things'
}

type Sample = ReadonlyMap<string, readonly (string | null)[]>

const nameWord =
  '(?:name|key|path|code|variable|var|varname|option|setting|property|prop|param|parameter|attribute|attr|field|directive|configkey|keyword|parametro|chave|cle|clef|nom|nombre|nome|schluessel|sleutel|klucz)'
const calledName = new RegExp(`_(?:\\w+_)?${nameWord}_$`)
const gluedName = /(?:config|conf|opt|meta|setting|var|attr|pref|param|option|property|cfg)(?:name|key|code|path|id)_$/
const calledValue = /_(?:\w+_)?(?:value|val|values|data|wert|valeur|valor|valore|waarde|wartosc)_$/
/** What also holds other things than settings: only beside a column that is called after settings. */
const perhapsValue = /_(?:\w+_)?(?:setting|settings|param|params|parameters|contents?|config|configuration)_$/
const calledSetting =
  /_(?:\w+_)?(?:key|variable|var|varname|option|setting|property|prop|param|parameter|config|configkey|category|directive)_$/
const gluedValue = /(?:config|conf|opt|meta|setting|var|attr|pref|param|option|property|cfg)(?:value|val|data)_$/
/** Rows of these come and go, and their names are no names of settings. */
const passing = /_(?:session|cache|queue|job|log|history|audit|token|message|event|lock|semaphore|batch|failed)s?_/

const mostColumns = 16

/** The table as one of settings or attributes, by the names of its columns and what stands in them; null when it is none. */
export function settingsTable(table: Table, schema: Schema, samples: Samples, known: KnownNames): SettingsTable | null {
  const columns = storedColumns(table)
  if (columns.length > mostColumns || passing.test(wordsOf(table.name))) return null
  const sample = samples.get(table.name) ?? new Map()
  const isSettings = columns.some(({ name }) => calledSetting.test(wordsOf(name)))
  const isValue = (name: string) =>
    isCalled(name, calledValue, gluedValue) || (isSettings && perhapsValue.test(wordsOf(name)))
  const values = columns.filter(({ name, kind }) => holders.includes(kind) && isValue(name))
  const isText = values.some(({ kind }) => kind === 'text' || kind === 'binary' || kind === 'json')
  const named = columns
    .filter((column) => !values.includes(column))
    .flatMap((column) => namesIn(column, table, schema, samples, known))
    .sort((a, b) => b.names.size - a.names.size)[0]
  if (values.length === 0 || !named || (!isText && !named.isAttribute)) return null
  const others = columns.filter(({ name }) => name !== named.by && !values.some((value) => value.name === name))
  const people = detectByName({ ...table, columns: others })
  if ([...people.values()].some(({ kind }) => identifying.has(kind))) return null
  if (named.names.size < 2 || (sample.get(named.by)?.length ?? 0) < 2) return null
  const { by, names } = named
  return { table, by, values, names, others, about: isOfPeople(table, others) ? 'people' : 'things' }
}

/** Whether the rows are somebody's attributes: by what they refer to, or by the name before what says that they are attributes. */
function isOfPeople(table: Table, others: readonly Column[]): boolean {
  return [table.name, subjectOf(table.name)].some((name) => isBesidePeople({ ...table, name, columns: others }))
}

/** `customer` of `customer_attribute_value`; `rows` where nothing is left. */
export function subjectOf(name: string): string {
  const subject = name.replace(
    /_?(?:attribute|attr|meta|option|setting|preference|pref|propert|param|field|trait|profile_value|config).*$/i,
    '',
  )
  return subject === '' ? 'rows' : subject
}

const holders: readonly Column['kind'][] = ['text', 'binary', 'json', 'temporal', 'integer', 'decimal']

function isCalled(name: string, words: RegExp, glued: RegExp): boolean {
  const called = wordsOf(name)
  return words.test(called) || glued.test(called)
}

interface Named {
  readonly by: string
  readonly names: ReadonlyMap<string, string>
  readonly isAttribute: boolean
}

function namesIn(column: Column, table: Table, schema: Schema, samples: Samples, known: KnownNames): Named[] {
  const cells = samples.get(table.name)?.get(column.name) ?? []
  const distinct = [...new Set(cells.filter((cell) => cell !== null && cell !== ''))] as string[]
  if (column.kind === 'integer') {
    const codes = dictionaryOf(column, table, schema, samples)
    if (
      !codes ||
      !areIdentifiers([...codes.values()], known) ||
      [...codes.values()].every((code) => /^\d+$/.test(code))
    )
      return []
    return [{ by: column.name, names: new Map(distinct.map((id) => [id, codes.get(id) ?? id])), isAttribute: true }]
  }
  const isText = column.kind === 'text' || column.kind === 'enum' || column.kind === 'binary'
  if (!isText || !isCalled(column.name, calledName, gluedName) || !areIdentifiers(distinct, known)) return []
  return [{ by: column.name, names: new Map(distinct.map((name) => [name, name])), isAttribute: false }]
}

const identifier = /^[\p{L}\p{N}_$][\p{L}\p{N}_.,:/\\|[\]{}$#+@-]*$/u
const random = /^(?:[0-9a-f]{16,}|[0-9a-f]{8}-[0-9a-f-]{20,})$/i
const enough = 0.8

/** Names of settings are words of a program: no sentences, no people, no random keys. */
function areIdentifiers(values: readonly string[], known: KnownNames): boolean {
  const shareOf = (is: (value: string) => boolean) => values.filter(is).length / Math.max(1, values.length)
  if (shareOf((value) => identifier.test(value)) < enough || shareOf((value) => random.test(value)) > 1 - enough)
    return false
  return shareOf((value) => known.first.has(value.toLowerCase()) || known.last.has(value.toLowerCase())) < 0.3
}

/** Numbers and codes of the table that the column refers to: declared, or called like its key. Null where there is none. */
function dictionaryOf(
  { name }: Column,
  table: Table,
  schema: Schema,
  samples: Samples,
): ReadonlyMap<string, string> | null {
  if (!/attr|param|property|option|field|setting|variable|_key|type/i.test(name)) return null
  const declared = table.foreignKeys.find(({ columns }) => columns.length === 1 && columns[0] === name)
  const target = declared
    ? schema.tables.find((other) => other.name === declared.referencedTable)
    : schema.tables.find(
        (other) =>
          other.name !== table.name &&
          other.primaryKey.length === 1 &&
          (other.primaryKey[0] === name ||
            (other.primaryKey[0] === 'id' && name.replace(/_id$/, '') === other.name.replace(/s$/, ''))),
      )
  const code =
    target &&
    storedColumns(target).find(
      (column) => column.kind === 'text' && /_(?:code|name|key|slug|machine_name)_$/.test(wordsOf(column.name)),
    )
  const sample = target && samples.get(target.name)
  const ids = sample?.get(declared?.referencedColumns[0] ?? target?.primaryKey[0] ?? '')
  const codes = code && sample?.get(code.name)
  if (!ids || !codes) return null
  return new Map(ids.flatMap((id, row): [string, string][] => (id !== null && codes[row] ? [[id, codes[row]]] : [])))
}

/** The rows of a sample by what the deciding column holds. */
export function rowsByName(
  { by, names }: Pick<SettingsTable, 'by' | 'names'>,
  sample: Sample,
): ReadonlyMap<string, readonly number[]> {
  const rows = new Map<string, number[]>()
  for (const [row, cell] of (sample.get(by) ?? []).entries())
    if (cell !== null && names.has(cell)) rows.set(cell, [...(rows.get(cell) ?? []), row])
  return rows
}
