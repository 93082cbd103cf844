import type { Condition, Plain } from './condition/condition.ts'

/** What staging has of its own: rows that every new generation takes over, and settings that a copy of production needs to do no harm. */
export interface StagingOwn {
  /** Name of the configuration file for messages. */
  readonly file: string
  /** Tables that stay as they are in staging, with their lines. */
  readonly keepTables: readonly { readonly table: string; readonly line: number }[]
  readonly keepRows: readonly KeepRows[]
  readonly settings: readonly Setting[]
  /** What brings the new generation to where staging's code is; null for nothing. */
  readonly migrate: Migrate | null
}

/** A command of the shell, and how long it may take. */
export interface Migrate {
  readonly command: string
  readonly minutes: number
}

/** Rows of what staging serves that go into the new generation. */
export interface KeepRows {
  readonly table: string
  readonly where: Condition
  /** What happens where production has a row with the same key. */
  readonly onClash: 'staging' | 'production' | 'refuse'
  /** 1-based, in the configuration. */
  readonly line: number
}

/** A change of rows of the new generation, before anybody sees it. */
export interface Setting {
  readonly table: string
  /** Empty: every row. */
  readonly where: Condition
  readonly set: Readonly<Record<string, Plain>>
  /** Columns that become NULL, or the empty text where they may not be NULL. */
  readonly blank: readonly string[]
  /** Whether the rows are deleted. */
  readonly empty: boolean
  /** By column: a text that is replaced wherever it stands in a value. */
  readonly replace: Readonly<Record<string, Replacement>>
  /** Whether it may meet no row at all. */
  readonly mayMiss: boolean
  readonly line: number
}

export interface Replacement {
  readonly from: string
  readonly to: string
}

/** The same for a dataset: a schema of its own keeps nothing, and of few rows a setting may meet none. */
export function ownOfDataset(own: StagingOwn): StagingOwn {
  const settings = own.settings.map((setting) => ({ ...setting, mayMiss: true }))
  return { ...own, keepTables: [], keepRows: [], settings }
}

/** Tables of which rows are not only those that were masked and seeded. */
export function touchedTables(own: Pick<StagingOwn, 'keepRows' | 'settings'> | undefined): ReadonlySet<string> {
  return new Set([...(own?.keepRows ?? []), ...(own?.settings ?? [])].map(({ table }) => table))
}

/** Tables whose rows a setting deletes, all of them or some: nothing is seeded there. */
export function emptiedTables(own: Pick<StagingOwn, 'settings'> | undefined): ReadonlySet<string> {
  return new Set((own?.settings ?? []).filter(({ empty }) => empty).map(({ table }) => table))
}

/** What a setting does, by its columns: `set url; blank token`. */
export function describeSetting({ set, blank, empty, replace }: Setting): string {
  const columns = (verb: string, names: readonly string[]) => (names.length > 0 ? [`${verb} ${names.join(', ')}`] : [])
  return [
    ...columns('set', Object.keys(set)),
    ...columns('blank', blank),
    ...columns('replace in', Object.keys(replace)),
    ...(empty ? ['empty'] : []),
  ].join('; ')
}
