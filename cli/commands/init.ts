import { access, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { introspect } from '../../shared/adapters/mysql/catalog/introspect.ts'
import { sampleTable } from '../../shared/adapters/mysql/catalog/sample-table.ts'
import { openWire } from '../../shared/adapters/mysql/wire/connect.ts'
import { parseDatabaseUrl } from '../../shared/adapters/mysql/wire/url.ts'
import { defaultKeyFile } from '../../shared/adapters/secrets/key-file.ts'
import { writeConfig } from '../../shared/config/write-config.ts'
import { proposeSettings } from '../../shared/drafting/harm/propose-settings.ts'
import { rehearsedDraft } from '../../shared/drafting/rehearsal/rehearsed-draft.ts'
import { UsageError } from '../../shared/errors.ts'
import { knownNames } from '../../shared/masking/text/known-names.ts'
import type { Samples } from '../../shared/policy/detection/detect.ts'
import { loadCommonWords } from '../../shared/policy/detection/names/common-words.ts'
import { personalDefinitions } from '../../shared/policy/detection/names/definitions.ts'
import type { Draft } from '../../shared/policy/draft.ts'
import { didYouMean } from '../../shared/policy/file/problems.ts'
import { writePolicy } from '../../shared/policy/file/write-policy.ts'
import { locales } from '../../shared/policy/locales.ts'
import type { Schema } from '../../shared/schema/schema.ts'
import type { Answer, Session } from '../answer.ts'
import { configSchemaFile, policySchemaFile, writeConfigSchema, writePolicySchema } from '../editor-schemas.ts'
import { initSummary } from '../summary/init-summary.ts'
import { updateInit } from './init-update.ts'

export interface InitFlags {
  readonly source: string
  readonly out?: string
  /** faker locale of the fakes (en). */
  readonly locale?: string
  /** Adds to the policy that is there what it does not know yet. */
  readonly update?: boolean
}

/** Reads the source, detects personal data and writes a complete policy and a configuration. Overwrites nothing: a configuration that is there stays. */
export async function runInit(flags: InitFlags, { progress }: Pick<Session, 'progress'>): Promise<Answer> {
  if (flags.update) return updateInit(flags, { progress })
  const folder = flags.out ?? '.'
  const locale = flags.locale ?? 'en'
  const policy = join(folder, 'policy.yaml')
  const named = join(folder, 'nightmask.yaml')
  // A configuration without a policy is what `aws init` leaves.
  const kept = (await isThere(named)) && !(await isThere(policy)) ? named : null
  const files = { policy, config: kept === null ? named : join(folder, 'nightmask.proposed.yaml') }
  if (!locales.includes(locale))
    throw new UsageError(
      `--locale ${locale}: it has to be one of faker's, such as de or pt_BR${didYouMean(locale, locales)}.`,
    )
  await refuseExisting(Object.values(files))
  await mkdir(folder, { recursive: true }).catch(refuseFolder(folder))
  const { schema, samples } = await readSource(flags.source, progress)
  progress.step('detect', null)
  const draft = rehearsedDraft(schema, samples, await knownNames(locale), locale, await loadCommonWords(locale))
  const harm = proposeSettings(schema, samples, draft)
  const write = (file: string, text: string) => writeFile(file, text, { flag: 'wx' }).catch(refuseFolder(folder))
  // First, since they may find a file of somebody else's.
  const schemas = [await writePolicySchema(folder, schema, draft), await writeConfigSchema(folder)]
  await write(files.policy, writePolicy(draft, policySchemaFile))
  await write(files.config, writeConfig(configSchemaFile, ownedTables(draft), harm))
  progress.done()
  const made = {
    ...{ files, kept, schemas, draft, harm, definitions: personalDefinitions(schema) },
    hasKey: await isThere(join(folder, defaultKeyFile)),
    unset: ['SOURCE_URL', 'STAGING_URL'].filter((name) => !process.env[name]),
  }
  return { json: made, lines: (look) => initSummary(made, look), failure: null }
}

/** Tables of settings that staging may want for its own. */
function ownedTables({ settings }: Draft): string[] {
  return settings.filter(({ owned }) => owned.length > 0).map(({ table }) => table)
}

/** Throws UsageError: what is there stays as it is. */
export async function refuseExisting(files: readonly string[]): Promise<void> {
  const there: string[] = []
  for (const file of files) if (await isThere(file)) there.push(file)
  if (there.length > 0)
    throw new UsageError(
      `${there.join(' and ')}: there already, and init overwrites nothing; move ${there.length > 1 ? 'them' : 'it'} away or choose another folder with --out.`,
    )
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}

/** An error of a write as a UsageError. */
export function refuseFolder(folder: string): (error: NodeJS.ErrnoException) => never {
  return ({ code }) => {
    throw new UsageError(`${folder}: nothing can be written there (${code}); choose another folder with --out.`)
  }
}

/** Schema and samples of a source. Throws UsageError where there are no tables. */
export async function readSource(
  url: string,
  progress: Session['progress'],
): Promise<{ readonly schema: Schema; readonly samples: Samples }> {
  const { database } = parseDatabaseUrl(url)
  if (!database) throw new UsageError('source: the URL names no database; end it with /name.')
  progress.step('introspect', null)
  const [rows, control] = [await openWire(url, 'source'), await openWire(url, 'plain')]
  try {
    const schema = await introspect(control, database)
    if (schema.tables.length === 0) throw new UsageError(`source: the database ${database} has no tables.`)
    progress.step('sample', null)
    const samples = new Map<string, Samples extends ReadonlyMap<string, infer Sample> ? Sample : never>()
    for (const table of schema.tables) {
      const sample = await sampleTable(rows, database, table)
      samples.set(table.name, sample.columns)
      progress.advance(sample.rows, 0)
    }
    return { schema, samples }
  } finally {
    control.close()
    rows.close()
  }
}
