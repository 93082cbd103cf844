import { claimSchema, generationPrefix } from '../../../schema/names.ts'
import type { ServerFlavour } from '../../../schema/schema.ts'

/** Where a privilege is needed. `pattern` is how a GRANT says it, where that is more than the one database. */
export interface Place {
  /** Null for the whole server. */
  readonly database: string | null
  readonly pattern?: string
  readonly table?: string
}

export interface Need {
  readonly privilege: string
  readonly on: Place
  /** What cannot be done, or is not seen, without it. */
  readonly without: string
  /** A night goes on without it. */
  readonly isOptional?: true
  /** What does as well, for the whole server. */
  readonly orElse?: readonly string[]
}

/** What the reader of the source needs. Without most of them a server is silent about what it does not show. */
export function neededToRead({ family, version }: ServerFlavour, database: string): Need[] {
  const on = { database }
  return [
    { privilege: 'SELECT', on, without: 'tables cannot be read, or are not even seen' },
    { privilege: 'SHOW VIEW', on, without: 'views cannot be copied' },
    { privilege: 'TRIGGER', on, without: 'triggers are not seen, and would be missing in staging' },
    { privilege: 'EVENT', on, without: 'events are not seen, and would be missing in staging' },
    routines(family, version),
    { ...position(family), without: 'the record has no position in the binary log', isOptional: true },
    {
      privilege: 'LOCK TABLES',
      on,
      without: 'a production that is written to without a pause is read over one connection',
      isOptional: true,
    },
  ]
}

function routines(family: ServerFlavour['family'], version: string): Need {
  const without = 'functions and procedures are not seen, and would be missing in staging'
  if (family === 'mariadb')
    return {
      privilege: 'SELECT',
      on: { database: 'mysql', table: 'proc' },
      without,
      orElse: ['SHOW CREATE ROUTINE'],
    }
  const [major = 0, minor = 0, patch = 0] = version.split('.').map((part) => Number.parseInt(part, 10))
  // SHOW_ROUTINE came with 8.0.20.
  return major === 8 && minor === 0 && patch < 20
    ? { privilege: 'SELECT', on: { database: null }, without }
    : { privilege: 'SHOW_ROUTINE', on: { database: null }, without, orElse: ['SELECT'] }
}

function position(family: ServerFlavour['family']): Pick<Need, 'privilege' | 'on' | 'orElse'> {
  return family === 'mariadb'
    ? { privilege: 'BINLOG MONITOR', on: { database: null }, orElse: ['REPLICATION CLIENT', 'SUPER'] }
    : { privilege: 'REPLICATION CLIENT', on: { database: null }, orElse: ['SUPER'] }
}

const rows = 'rows cannot be loaded'
const generation = 'no generation can be made or replaced'
const toWrite: readonly (readonly [privilege: string, without: string])[] = [
  ['SELECT', 'staging cannot be verified'],
  ['INSERT', rows],
  ['DELETE', rows],
  ['CREATE', generation],
  ['DROP', generation],
  ['ALTER', generation],
  ['INDEX', 'indexes cannot be made'],
  ['REFERENCES', 'foreign keys cannot be made'],
  ['CREATE VIEW', 'views cannot be made'],
  ['SHOW VIEW', 'views cannot be compared'],
  ['TRIGGER', 'triggers cannot be made'],
  ['LOCK TABLES', 'the swap cannot keep readers out'],
  ['CREATE ROUTINE', 'functions and procedures cannot be made'],
  ['ALTER ROUTINE', 'functions and procedures cannot be replaced'],
  ['EVENT', 'events cannot be made'],
]

/** What the writer needs on staging and on the schemas that nightmask makes beside it; `updates` where staging.settings change rows. */
export function neededToWrite(database: string, nightly: string, updates: boolean): Need[] {
  const beside = [
    `${generationPrefix(database, 'shadow')}run`,
    `${generationPrefix(database, 'previous')}run`,
    claimSchema(nightly),
  ]
  const places: Place[] = [
    { database },
    ...beside.map((name) => ({ database: name, pattern: patternOf(name, [nightly, database]) })),
  ]
  const privileges = [...toWrite, ...(updates ? [['UPDATE', 'staging.settings cannot be applied'] as const] : [])]
  return places.flatMap((on) => privileges.map(([privilege, without]) => ({ privilege, on, without })))
}

/** `shop\_staging\_%` for what begins with staging's own name; a long name is cut, and what is left of it begins the pattern. */
function patternOf(name: string, owners: readonly string[]): string {
  const owner = owners.find((one) => name.startsWith(`${one.toLowerCase()}_`))
  const begin = owner === undefined ? name.replace(/(?<=_nm_)[\s\S]*$/, '') : `${owner}_`
  return `${begin.replaceAll(/[_%\\]/g, '\\$&')}%`
}
