import { z } from 'zod'
import { conditionShape } from '../policy/condition/condition-shape.ts'
import { lineOf, type Placed } from '../policy/file/placed-yaml.ts'
import type { KeepRows, Setting, StagingOwn } from '../policy/staging-own.ts'

const name = z.string().min(1)
const plain = z.union([z.string(), z.number(), z.boolean(), z.null()])

/** Rows that staging owns. */
const keepRows = z.strictObject({
  table: name,
  where: conditionShape,
  /** Whose row stays where production has one with the same key. */
  on_clash: z.enum(['staging', 'production', 'refuse']).default('refuse'),
})

/** What rows of staging have to be, so that the copy does no harm. */
const setting = z
  .strictObject({
    table: name,
    where: conditionShape.optional(),
    set: z.record(name, plain).optional(),
    /** NULL, or the empty text where the column may not be NULL. */
    blank: z.array(name).min(1).optional(),
    /** The rows are deleted. */
    empty: z.literal(true, { error: 'has to be true' }).optional(),
    /** Plain text; lengths within serialised values stay right. */
    replace: z.record(name, z.strictObject({ from: name, to: z.string() })).optional(),
    may_miss: z.boolean().default(false),
  })
  .refine(({ set, blank, empty, replace }) => Boolean(set || blank || replace) !== Boolean(empty), {
    error: 'has to have either empty, or what to set, blank or replace',
  })
  .refine(
    ({ set = {}, blank = [], replace = {} }) => !isTwice([...Object.keys(set), ...blank, ...Object.keys(replace)]),
    {
      error: 'has to name each column once',
    },
  )

/** What brings the new generation to where staging's code is: a command of the shell, and how long it may take. */
const migrate = z.union([name, z.strictObject({ command: name, minutes: z.int().min(1).max(720).default(60) })], {
  error: 'has to be a command, or { command, minutes }',
})

/** What of nightmask.yaml's `staging` is about rows. */
export const stagingOwnShape = {
  keep_tables: z.array(name).default([]),
  keep_rows: z.array(keepRows).default([]),
  settings: z.array(setting).default([]),
  migrate: migrate.optional(),
}

interface Parsed {
  readonly keep_tables: readonly string[]
  readonly keep_rows: readonly z.infer<typeof keepRows>[]
  readonly settings: readonly z.infer<typeof setting>[]
  readonly migrate?: z.infer<typeof migrate> | undefined
}

/** The same with the lines at which it stands in `root`, the whole file. */
export function placeOwn(staging: Parsed, root: Placed, file: string): StagingOwn {
  const lineAt = (...path: PropertyKey[]) => lineOf(root, ['staging', ...path])
  return {
    file,
    keepTables: staging.keep_tables.map((table, at) => ({ table, line: lineAt('keep_tables', at) })),
    keepRows: staging.keep_rows.map(
      ({ table, where, on_clash: onClash }, at): KeepRows => ({ table, where, onClash, line: lineAt('keep_rows', at) }),
    ),
    settings: staging.settings.map(
      ({ table, where = [], set = {}, blank = [], empty = false, replace = {}, may_miss: mayMiss }, at): Setting => ({
        ...{ table, where, set, blank, empty, replace, mayMiss },
        line: lineAt('settings', at),
      }),
    ),
    migrate:
      typeof staging.migrate === 'string' ? { command: staging.migrate, minutes: 60 } : (staging.migrate ?? null),
  }
}

function isTwice(names: readonly string[]): boolean {
  return new Set(names).size < names.length
}
