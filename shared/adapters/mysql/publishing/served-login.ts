import type { Login } from '../../../policy/logins.ts'
import { quoteName } from '../../../schema/quote.ts'
import type { Wire } from '../wire/wire.ts'

/** The first account of a published table to which nobody has shut the door, as its masked column names it; null where there is none. */
export async function servedAccount(
  wire: Wire,
  database: string,
  { table, account, column }: Login & { readonly account: string },
): Promise<string | null> {
  const [name, password] = [quoteName(account), quoteName(column)]
  // What begins with ! or * stays locked, see the transformer.
  const [row] = await wire.query(
    `SELECT ${name} FROM ${quoteName(database)}.${quoteName(table)} WHERE ${name} <> '' AND ${password} <> '' AND LEFT(${password}, 1) NOT IN ('!', '*') LIMIT 1`,
  )
  return row?.[0] ?? null
}
