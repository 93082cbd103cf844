import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { SnapshotReceipts } from '../../../shared/masking/rows/snapshot-receipts.ts'
import type { Plan } from '../../../shared/policy/plan.ts'
import { orphansBefore } from '../../../shared/steps/checks/orphans-before.ts'
import { withFoundBefore } from '../../../shared/steps/found-before.ts'
import { leakIndex } from '../../../shared/steps/leak-index.ts'
import { scanParts } from '../../../shared/steps/scan-parts.ts'
import { sealOfOrphans, sealOfRecognised, sealReport } from '../../../shared/steps/seals.ts'
import { markedSource } from '../audit/marked-source.ts'
import { base, folder, key, masked, stores, tonight } from './small-nights.ts'

// What an earlier night left is altered in every place where a night by changes would believe it.

const ports = { ...stores, originalsKey: key }
const runOf = (runId: string) => join(folder, 'runs', runId)
let unaltered: readonly string[]

beforeAll(async () => {
  unaltered = (await masked(base, markedSource)).map(({ sha256 }) => sha256)
})

/** A copy of the first night under the same name, altered by `alter`; then a night over it. */
async function nightOver(runId: string, alter: (run: string) => void, plan: Plan = tonight(runId)) {
  const kept = join(folder, `kept-${runId}`)
  cpSync(runOf('base'), kept, { recursive: true })
  try {
    alter(runOf('base'))
    return await masked(plan, markedSource)
  } finally {
    rmSync(runOf('base'), { recursive: true })
    cpSync(kept, runOf('base'), { recursive: true })
  }
}

/** The files below a folder of a run. */
function filesIn(run: string, below: string): string[] {
  const entries = readdirSync(join(run, below), { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

const rewritten = (path: string, rewrite: (text: string) => string) => {
  const text = readFileSync(path, 'latin1')
  expect(rewrite(text)).not.toBe(text)
  writeFileSync(path, rewrite(text), 'latin1')
}

const inReceipt = (rewrite: (text: string) => string) => (run: string) =>
  rewritten(filesIn(run, 'receipts/snapshot').sort()[0]!, rewrite)

it.each<[string, (run: string) => void]>([
  ['a count in a receipt', inReceipt((text) => text.replace('"masked":50', '"masked":49'))],
  ['the digest of stored rows', inReceipt((text) => text.replace(/"stableSha256":"./, '"stableSha256":"x'))],
  ['the digest of what was read', inReceipt((text) => text.replace(/"sourceMac":"./, '"sourceMac":"x'))],
  ['the run that masked', inReceipt((text) => text.replace('"columns"', '"maskedBy":"another","columns"'))],
  ['a receipt without its seal', inReceipt((text) => text.replace(/,"seal":"[0-9a-f]+"/, ''))],
  ['a receipt that is cut off', inReceipt((text) => text.slice(0, 40))],
  [
    'a receipt of another chunk',
    (run) => {
      const [first, second] = filesIn(run, 'receipts/snapshot').sort()
      rewritten(first!, () => readFileSync(second!, 'latin1'))
    },
  ],
  ['stored real values', (run) => rewritten(filesIn(run, 'originals/snapshot')[0]!, flipped)],
])('%s, altered: the chunk is masked again, as it was, and it is told', async (_, alter) => {
  const receipts = await nightOver('altered', alter)
  expect(receipts.map(({ sha256 }) => sha256)).toEqual(unaltered)
  expect(receipts.filter(({ altered }) => altered)).toHaveLength(1)
  for (const { altered, maskedBy } of receipts) if (altered) expect(maskedBy).toBeUndefined()
  // The night after it believes this one again.
  const next = await masked(tonight('after', 'altered'), markedSource)
  expect(next.map(({ altered }) => altered)).toEqual([undefined, undefined])
  expect(next.every(({ maskedBy }) => maskedBy !== undefined)).toBe(true)
})

it.each<[string, (run: string) => void]>([
  ['the survey of real values', (run) => rewritten(filesIn(run, 'originals/survey')[0]!, flipped)],
  ['its receipt', (run) => rewritten(filesIn(run, 'receipts/survey')[0]!, (text) => text.replace(/":"./, '":"x'))],
])('%s, altered: everything is masked again that keeps away from these', async (_, alter) => {
  const receipts = await nightOver('surveyed', alter)
  expect(receipts.map(({ sha256, maskedBy }) => [sha256, maskedBy])).toEqual(
    unaltered.map((sha256) => [sha256, undefined]),
  )
  expect(receipts.some(({ altered }) => altered)).toBe(true)
})

it('a plan that was altered to look like tonight is of no use: its receipts are of other rules', async () => {
  const columns = base.tables[0]!.columns.map((column) =>
    column.column === 'full_name' ? { ...column, rule: { ...column.rule, mask: 'hash' } } : column,
  )
  const others: Plan = { ...base, runId: 'others', tables: [{ ...base.tables[0]!, columns }] }
  await masked(others, markedSource)
  await stores.plans.write({ ...base, runId: 'others' })
  const receipts = await masked(tonight('deceived', 'others'), markedSource)
  expect(receipts.map(({ sha256, altered }) => [sha256, altered])).toEqual(unaltered.map((sha256) => [sha256, true]))
})

it('a report of the leak check that was altered is not believed, nor one of another run', async () => {
  const plan = tonight('reported')
  const receipts = await masked(plan, markedSource)
  const parts = scanParts(plan, receipts, new Set())
  const report = { chunk: parts[0]!.chunk, rows: 50, cells: 150, bytes: 4711, intact: true, sightings: [] }
  const sealed = sealReport(base, report, key)
  const foundIn = async (stored: typeof sealed) => {
    await stores.scans.write('base', [stored])
    const [part] = await withFoundBefore(plan, parts, receipts, ports)
    return [part!.found !== undefined, part!.altered ?? false]
  }
  expect(await foundIn(sealed)).toEqual([true, false])
  const altered = [
    { ...sealed, cells: 151 },
    { ...sealed, seal: 'x' },
    { ...report },
    sealReport({ ...base, runId: 'other' }, report, key),
    sealReport({ ...base, chunks: base.chunks.slice(1) }, report, key),
  ]
  for (const stored of altered) expect(await foundIn(stored)).toEqual([false, true])
})

it('filters, what was recognised, and orphans that were altered are not believed', async () => {
  const plan = tonight('filtered')
  const receipts = await masked(plan, markedSource)
  const made = await leakIndex(base, ports)
  await stores.originals.writeIndex('base', key, made.unkept!)
  expect((await leakIndex(plan, ports, 'base')).altered).toBeUndefined()
  for (const name of ['values', 'openers', 'index.json']) {
    const path = join(runOf('base'), 'originals', name)
    const before = readFileSync(path)
    rewritten(path, name === 'index.json' ? (text) => text.replace(/(:)(\d)/, '$19$2') : flipped)
    const { altered, unkept } = await leakIndex(plan, ports, 'base')
    expect([altered, 'keptBy' in unkept!]).toEqual([true, false])
    writeFileSync(path, before)
  }
  const known = [{ hi: 1, lo: 2, column: null, places: [] }]
  const seal = sealOfRecognised(base, 'base', known, key)
  expect(sealOfRecognised(plan, 'base', known, key)).toBe(seal)
  for (const other of [[], [{ ...known[0]!, hi: 2 }]]) expect(sealOfRecognised(plan, 'base', other, key)).not.toBe(seal)
  const snapshots = new SnapshotReceipts()
  for (const receipt of receipts) snapshots.add(receipt)
  const orphans = { seed: base.seed, keys: [{ table: 'users', key: 'inviter', references: 'users', rows: 3 }] }
  const sealed = { ...orphans, seal: sealOfOrphans('base', orphans, key) }
  await stores.notes.write('base', 'orphans', sealed)
  expect(await orphansBefore(plan, snapshots, ports)).toEqual(new Map([['users.inviter', 3]]))
  await stores.notes.write('base', 'orphans', { ...sealed, keys: [{ ...orphans.keys[0]!, rows: 0 }] })
  expect(await orphansBefore(plan, snapshots, ports)).toBe('altered')
})

/** One bit of one byte in the middle. */
function flipped(text: string): string {
  const at = Math.floor(text.length / 2)
  return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1)
}
