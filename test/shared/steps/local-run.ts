import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFileStores } from '../../../shared/adapters/files/file-stores.ts'
import { createLive } from '../../../shared/adapters/mysql/publishing/live.ts'
import { createServed } from '../../../shared/adapters/mysql/publishing/served.ts'
import { createSource } from '../../../shared/adapters/mysql/reading/source.ts'
import { createShadow } from '../../../shared/adapters/mysql/shadow/shadow.ts'
import { openWire } from '../../../shared/adapters/mysql/wire/connect.ts'
import { ed25519Signer } from '../../../shared/audit/proof/signature.ts'
import { createPseudonymKey } from '../../../shared/masking/digests/subkeys.ts'
import type { Plan, TablePlan } from '../../../shared/policy/plan.ts'
import type { Ports } from '../../../shared/ports.ts'
import { cuttableColumns } from '../../../shared/schema/chunks.ts'
import { schemaDigest } from '../../../shared/schema/digest.ts'
import { generationSchema } from '../../../shared/schema/names.ts'
import { packsOf } from '../../../shared/schema/packs.ts'
import { storedColumns } from '../../../shared/schema/schema.ts'
import { cutTable } from '../../../shared/steps/cut-table.ts'
import { restore } from '../../../shared/steps/restore.ts'
import { scan } from '../../../shared/steps/scan.ts'
import { snapshot } from '../../../shared/steps/snapshot.ts'
import { survey } from '../../../shared/steps/survey.ts'
import type { TestDatabase } from '../../setup/servers.ts'
import { afterFile } from '../../setup/take-down.ts'

export const testKey = createPseudonymKey(new Uint8Array(32).fill(7))

type LocalPorts = Omit<Ports, 'key'> & { readonly key: ReturnType<typeof createPseudonymKey> }

/** Every port of a run over two databases of a test, in one thread, with artifacts in a folder of its own. */
export async function localPorts(source: TestDatabase, staging: TestDatabase): Promise<LocalPorts> {
  const folder = mkdtempSync(join(tmpdir(), 'nightmask-steps-'))
  const wires = await Promise.all([
    openWire(source.url, 'plain'),
    openWire(source.url, 'source'),
    openWire(staging.url, 'staging'),
    openWire(staging.url, 'plain', { multiStatements: true }),
    openWire(staging.url, 'staging'),
  ])
  afterFile(() => {
    for (const wire of wires) wire.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const [control, rows, writer, live, reader] = wires
  const key = testKey
  const stores = createFileStores(folder)
  const shadow = createShadow(writer!)
  const scanned = createShadow(reader!)
  return {
    ...stores,
    clock: { now: () => new Date() },
    key,
    originalsKey: key,
    signer: ed25519Signer(key.id, new Uint8Array(32)),
    source: createSource(control!, rows!, source.name, 'test'),
    shadow,
    served: createServed(async () => writer!),
    live: createLive({
      open: async () => live!,
      ...{ database: staging.name, nightly: staging.name, address: 'test', keepTables: [], updates: false },
      claimant: { kind: 'process', name: 'test' },
    }),
    scanner: {
      countOrphans: shadow.countAllOrphans,
      scan: async (index, parts) => {
        const reports = []
        for (const part of parts)
          reports.push(await scan(part, await index, { ...stores, shadow: scanned, originalsKey: key }))
        return reports
      },
    },
  }
}

/** Claims staging; survey, snapshot and restore of every part of a plan, in order; then its seal, in place of seeding. */
export async function loadAll(plan: Plan, ports: Ports): Promise<void> {
  const { runId } = plan
  await ports.live.claim(runId)
  await ports.plans.write(plan)
  await restore({ runId, part: { kind: 'prepare' } }, ports)
  const packs = packsOf(plan.chunks)
  for (const chunks of packs) await survey({ runId, chunks }, ports)
  for (const chunks of packs) {
    await snapshot({ runId, chunks }, ports)
    await restore({ runId, part: { kind: 'rows', chunks } }, ports)
  }
  for (const { table } of plan.tables) await restore({ runId, part: { kind: 'indexes', table } }, ports)
  await restore({ runId, part: { kind: 'keys' } }, ports)
  await ports.notes.write(runId, 'seal', await ports.shadow.seal(plan))
}

/** A plan that keeps every column but those named `table.column` with a mask of their own. */
export async function planOf(
  ports: Pick<Ports, 'source' | 'live'>,
  runId: string,
  masks: Readonly<Record<string, string>> = {},
  chunkRows = 1_000_000,
): Promise<Plan> {
  const identity = await ports.source.identity()
  const schema = await ports.source.introspect()
  const staging = await ports.live.prove(identity, [])
  const tables: TablePlan[] = schema.tables.map((table) => ({
    table: table.name,
    rowsEstimate: table.rowsEstimate,
    bytesEstimate: table.bytesEstimate,
    columns: storedColumns(table).map(({ name }) => {
      const mask = masks[`${table.name}.${name}`] ?? 'keep'
      const options = mask === 'constant' ? { value: 'x' } : {}
      return {
        column: name,
        rule: { mask, options, domain: null, reason: null, line: null },
        domain: mask === 'keep' ? '' : mask,
        inheritedFrom: null,
      }
    }),
  }))
  const chunks = []
  for (const table of schema.tables) {
    const key = cuttableColumns(table, (name) => !masks[`${table.name}.${name}`])
    chunks.push(...(await cutTable({ ...table, rowsEstimate: 1e6 }, key, chunkRows, ports.source)))
  }
  return {
    version: 1,
    runId,
    createdAt: '2026-01-01T00:00:00.000Z',
    toolVersion: 'test',
    dataset: null,
    seed: { value: 1, edgeCases: [] },
    source: identity,
    staging,
    shadow: generationSchema(staging.database, 'shadow', runId),
    keepTables: [],
    schema,
    schemaDigest: schemaDigest(schema),
    policyDigest: '0'.repeat(64),
    keyId: testKey.id,
    locale: 'en',
    tables,
    skippedTables: [],
    chunks,
    loadMethod: 'load-data',
  }
}
