import { DatabaseError } from '../../../errors.ts'
import type { Table } from '../../../schema/schema.ts'
import type { Wire } from './wire.ts'

/** Does `work` on a table; an error of the server names the table, what was done to it, and its columns, keys and CHECKs that the server names. */
export async function onTable<Result>(
  wire: Wire,
  table: Table,
  doing: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw await toldOf(wire, table, doing, error)
  }
}

/** The same of an error that the server has just told. */
export async function toldOf(wire: Wire, table: Table, doing: string, error: unknown): Promise<unknown> {
  if (!(error instanceof DatabaseError)) return error
  const shown = await wire.query('SHOW WARNINGS').catch(() => [])
  const places = placesIn(shown, table)
  return error.during([`table ${table.name}`, ...(places.length > 0 ? [places.join(', ')] : []), doing].join(', '))
}

/**
 * What the rows of SHOW WARNINGS name of a table: its own columns, unique keys and CHECKs. Their messages quote values, so nothing of
 * them is taken but a name that the table has.
 */
export function placesIn(warnings: readonly (readonly (string | null)[])[], table: Table): string[] {
  const messages = [...new Set(warnings.map(([, , message]) => message ?? ''))]
  const names = (kind: string, list: readonly string[], says: (message: string, name: string) => boolean) =>
    list.filter((name) => messages.some((message) => says(message, name))).map((name) => `${kind} ${name}`)
  return [
    ...names('column', table.columns.map(nameOf), namesColumn),
    ...names('key', ['PRIMARY', ...table.uniqueKeys.map(nameOf)], namesKey),
    ...names('check', table.checks.map(nameOf), namesCheck),
  ]
}

function nameOf({ name }: { readonly name: string }): string {
  return name
}

function namesColumn(message: string, name: string): boolean {
  return (
    message.startsWith(`Column '${name}' `) ||
    [`'${name}'`, `\`${name}\``].some((quoted) => new RegExp(`${literally(quoted)} at row \\d+$`).test(message))
  )
}

function namesKey(message: string, name: string): boolean {
  return message.endsWith(` for key '${name}'`) || (message.includes(' for key ') && message.endsWith(`.${name}'`))
}

function namesCheck(message: string, name: string): boolean {
  return message.startsWith(`CONSTRAINT \`${name}\` failed`) || message.startsWith(`Check constraint '${name}' `)
}

function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
