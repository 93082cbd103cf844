import type { Schema, StoredProgram } from '../../schema/schema.ts'
import { didYouMean, type Problem } from '../file/problems.ts'
import type { NotRestored } from '../plan.ts'
import type { Policy } from '../rule.ts'

/** How a view, routine, trigger or event is named in the policy and in the audit: `view busiest`. */
export function programName({ type, name }: Pick<StoredProgram, 'type' | 'name'>): string {
  return `${type} ${name}`
}

/** The schema as staging gets it, and what it goes without because the policy says so. */
export function leaveOut(schema: Schema, { notRestored }: Policy): { schema: Schema; notRestored: NotRestored[] } {
  const reasonOf = (program: StoredProgram) => notRestored[programName(program)]?.reason
  const left = schema.programs.flatMap((program) => {
    const reason = reasonOf(program)
    return reason === undefined ? [] : [{ program: programName(program), reason }]
  })
  return {
    schema: { ...schema, programs: schema.programs.filter((program) => reasonOf(program) === undefined) },
    notRestored: left,
  }
}

/** Views that could not be made any more and are not left out on purpose, and entries of `not_restored` that name nothing. */
export function checkPrograms({ programs }: Schema, { notRestored }: Policy): Problem[] {
  const names = programs.map(programName)
  const unknown = Object.entries(notRestored)
    .filter(([name]) => !names.includes(name))
    .map(([name, { line }]) => ({ line, text: `not_restored: there is no ${name}${suggest(name, names)}` }))
  const broken = programs
    .filter((program) => program.broken && !Object.hasOwn(notRestored, programName(program)))
    .map((program) => ({
      line: null,
      text: `${programName(program)} refers to a table, column or function that is gone, so it cannot be made in staging: drop or repair it in production, or say under not_restored why staging goes without it`,
    }))
  return [...unknown, ...broken]
}

// Who leaves the type out means the one of that name.
function suggest(name: string, names: readonly string[]): string {
  const typed = names.find((known) => known.endsWith(` ${name}`))
  return typed ? ` (${typed}?)` : didYouMean(name, names)
}
