import type { Login } from '../../../policy/logins.ts'
import { quoteName, quoteText } from '../../../schema/quote.ts'
import type { Wire } from '../wire/wire.ts'

/**
 * An account of a published table to which nobody has shut the door, as its masked column names it; null where there is
 * none. The same at each call: the first by key of those that can be typed as one word. Edge cases, whose accounts are
 * odd on purpose, have the last keys.
 */
export async function servedAccount(
  wire: Wire,
  database: string,
  { table, account, column }: Login & { readonly account: string },
): Promise<string | null> {
  const [name, password] = [quoteName(account), quoteName(column)]
  const key = await wire.query(
    `SELECT column_name FROM information_schema.statistics WHERE table_schema = ${quoteText(database)} AND table_name = ${quoteText(table)} AND index_name = 'PRIMARY' ORDER BY seq_in_index`,
  )
  // The key alone, so that a server stops at the first: with another column behind it, it would sort the whole table.
  const order = (key.length > 0 ? key.map(([part]) => part!) : [account]).map(quoteName).join(', ')
  // What begins with ! or * stays locked, see the transformer.
  const [row] = await wire.query(
    `SELECT ${name} FROM ${quoteName(database)}.${quoteName(table)} WHERE ${name} <> '' AND NOT ${name} REGEXP '[[:space:]]' AND ${password} <> '' AND LEFT(${password}, 1) NOT IN ('!', '*') ORDER BY ${order} LIMIT 1`,
  )
  return row?.[0] ?? null
}
