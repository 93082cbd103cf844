import { quoteName, quoteText } from '../../../schema/quote.ts'
import type { ServerFamily, StoredProgram } from '../../../schema/schema.ts'
import { rewriteProgram } from './programs.ts'

/** Statements that make programs in a schema, each under the session settings it was made under. Views replace their namesakes. */
export function createProgramsSql(programs: readonly StoredProgram[], from: string, to: string): string[] {
  if (programs.length === 0) return []
  return [
    `USE ${quoteName(to)}`,
    ...programs.flatMap((program) => [
      settingsSql(program.sqlMode, program.collationConnection),
      creation(program, rewriteProgram(program, from, to)),
    ]),
    sessionSql,
  ]
}

/** The same over namesakes of another text. MySQL has no OR REPLACE for routines and events: there they go a moment before. */
export function replaceProgramsSql(
  programs: readonly StoredProgram[],
  from: string,
  to: string,
  family: ServerFamily,
): string[] {
  return programs.flatMap((program) => {
    const [use, settings, creation, after] = createProgramsSql([program], from, to)
    const replaces = family === 'mariadb' && program.type !== 'view'
    return [
      ...(family === 'mysql' && program.type !== 'view' ? dropProgramsSql([program], to) : []),
      use!,
      settings!,
      replaces ? creation!.replace(/^\s*CREATE\b/i, 'CREATE OR REPLACE') : creation!,
      after!,
    ]
  })
}

/** Statements that take programs away where they are. */
export function dropProgramsSql(
  programs: readonly Pick<StoredProgram, 'type' | 'name'>[],
  schemaName: string,
): string[] {
  return programs.map(
    ({ type, name }) => `DROP ${type.toUpperCase()} IF EXISTS ${quoteName(schemaName)}.${quoteName(name)}`,
  )
}

/** What makes two programs the same: then the one that is there may stay. */
export function isSameProgram(a: StoredProgram, b: StoredProgram): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function creation({ type }: StoredProgram, text: string): string {
  return type === 'view' ? text.replace(/^\s*CREATE\b/i, 'CREATE OR REPLACE') : text
}

const ownMode = 'NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION,ALLOW_INVALID_DATES'

// The text travels as utf8mb4 whatever client it was written with; only the collation of its literals is kept.
function settingsSql(sqlMode: string, collation: string): string {
  const known = /^utf8(mb[34])?_\w+$/.test(collation) ? collation : 'utf8mb4_general_ci'
  return `SET SESSION sql_mode = ${quoteText(sqlMode)}, collation_connection = ${known}`
}

/** Our own settings again. */
export const sessionSql = settingsSql(ownMode, 'utf8mb4_general_ci')
