import { quoteText } from '../../../schema/quote.ts'
import type { Wire } from '../wire/wire.ts'

/** Schemas whose name is `prefix` and a run id in lower-case letters and digits, sorted: those that nightmask made. */
export async function listSchemas(wire: Wire, prefix: string): Promise<string[]> {
  const rows = await wire.query(
    `SELECT schema_name FROM information_schema.schemata WHERE LEFT(schema_name, ${prefix.length}) = ${quoteText(prefix)} ORDER BY 1`,
  )
  return rows.flatMap(([name]) =>
    name?.startsWith(prefix) && /^[a-z0-9]+$/.test(name.slice(prefix.length)) ? [name] : [],
  )
}
