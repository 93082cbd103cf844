import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { configJsonSchema } from '../shared/config/json-schema.ts'
import { layOutJson } from '../shared/drafting/editor/lay-out.ts'
import { ownPolicySchema } from '../shared/drafting/editor/own-schema.ts'
import { UsageError } from '../shared/errors.ts'
import { transformers } from '../shared/masking/transformers/index.ts'
import type { Draft } from '../shared/policy/draft.ts'
import type { Schema } from '../shared/schema/schema.ts'

/** Beside policy.yaml and nightmask.yaml, whose first lines name them: whoever has these has the schemas too. */
export const policySchemaFile = 'policy.schema.json'
export const configSchemaFile = 'nightmask.schema.json'

/** The schema of a policy for this very database: its tables, its columns, and the rules proven on each. Returns its path. */
export async function writePolicySchema(folder: string, schema: Schema, draft: Draft): Promise<string> {
  return replaceSchema(join(folder, policySchemaFile), ownPolicySchema(schema, draft, transformers))
}

/** The schema of nightmask.yaml, as it is published. Returns its path. */
export async function writeConfigSchema(folder: string): Promise<string> {
  return replaceSchema(join(folder, configSchemaFile), configJsonSchema())
}

/** Made anew each time; what is there under that name and not of ours stays as it is. Throws UsageError. */
async function replaceSchema(file: string, schema: Record<string, unknown>): Promise<string> {
  const there = await readFile(file, 'utf8').catch(() => null)
  if (there !== null && !/"title": ?"nightmask /.test(there))
    throw new UsageError(
      `${file}: there already, and not made by nightmask; move it away or choose another folder with --out.`,
    )
  await writeFile(file, layOutJson(schema)).catch(({ code }: NodeJS.ErrnoException) => {
    throw new UsageError(`${file}: cannot be written (${code}); choose another folder with --out.`)
  })
  return file
}
