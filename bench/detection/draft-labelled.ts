import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { introspect } from '../../shared/adapters/mysql/catalog/introspect.ts'
import { sampleTable } from '../../shared/adapters/mysql/catalog/sample-table.ts'
import { openWire } from '../../shared/adapters/mysql/wire/connect.ts'
import { rehearsedDraft } from '../../shared/drafting/rehearsal/rehearsed-draft.ts'
import { knownNames } from '../../shared/masking/text/known-names.ts'
import { loadCommonWords } from '../../shared/policy/detection/names/common-words.ts'
import type { Draft } from '../../shared/policy/draft.ts'
import type { Schema } from '../../shared/schema/schema.ts'
import { type LabelledSchema, readLabelledSchema } from './labelled-schema.ts'

const folder = join(import.meta.dirname, 'schemas')
const names = await knownNames('en')
const words = await loadCommonWords('en')

/** Every labelled schema by the name of its file. */
export function labelledSchemas(): ReadonlyMap<string, LabelledSchema> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'))
  return new Map(
    files.map((file) => [file.slice(0, -'.sql'.length), readLabelledSchema(readFileSync(join(folder, file), 'utf8'))]),
  )
}

/** Fills an empty database with a labelled schema, and drafts its policy as `init` does. The schema is as it was read. */
export async function draftLabelled(
  url: string,
  database: string,
  { statements }: LabelledSchema,
): Promise<{ readonly schema: Schema; readonly draft: Draft }> {
  const [rows, control] = [await openWire(url, 'source'), await openWire(url, 'plain')]
  try {
    for (const statement of statements) await control.query(statement)
    const schema = await introspect(control, database)
    const samples = new Map<string, Awaited<ReturnType<typeof sampleTable>>['columns']>()
    for (const table of schema.tables) samples.set(table.name, (await sampleTable(rows, database, table)).columns)
    return { schema, draft: rehearsedDraft(schema, samples, names, 'en', words) }
  } finally {
    control.close()
    rows.close()
  }
}
