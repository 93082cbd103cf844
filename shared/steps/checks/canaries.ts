import type { Check } from '../../audit/record.ts'
import { Cells, eachRow } from '../../masking/rows/cells.ts'
import type { RowBatch } from '../../masking/rows/row-batch.ts'
import { type Canary, controlCanary } from '../../verification/canaries/canary.ts'
import { LeakScanner } from '../../verification/leak-scanner.ts'
import type { Recognition } from '../../verification/recognition.ts'
import type { Sighting } from '../../verification/scan.ts'
import { type VerifyContext, verdictOf } from './context.ts'

/** What the leak check sights of one planted row. */
export interface Planted {
  readonly canary: Canary
  readonly sightings: readonly Sighting[]
}

/** Plants the canaries in a scratch table, with a row that hides none, and scans each by itself. */
export async function scanCanaries({ plan, ports, canaries, index }: VerifyContext): Promise<Planted[]> {
  const planted = [...canaries, controlCanary]
  const table = await ports.shadow.plantCanaries(
    plan,
    planted.map((canary, id) => ({ id, ...canary })),
  )
  const columns = table.columns.map((column) => ({ column, masked: false, searched: column.name !== 'id' }))
  const names = columns.map(({ column }) => column.name)
  const scanned: Planted[] = []
  try {
    const chunk = { table: table.name, n: 0, columns: ['id'], from: ['0'], to: [String(planted.length)] }
    for await (const batch of ports.shadow.read(plan, table, names, chunk))
      for (const { id, row } of rowsOf(batch, columns.length)) {
        const scanner = new LeakScanner(table.name, columns, index, ports.originalsKey)
        scanner.scan(row)
        scanned.push({ canary: planted[id]!, sightings: scanner.sightings() })
      }
  } finally {
    await ports.shadow.dropCanaries(plan)
  }
  return scanned
}

/** Each row of a batch as a batch of its own, and the id in its first column. */
function rowsOf(batch: RowBatch, columns: number): { readonly id: number; readonly row: RowBatch }[] {
  const cells = new Cells(columns)
  const ids: number[] = []
  eachRow(batch, cells, (bytes) =>
    ids.push(Number(Buffer.from(bytes.subarray(cells.starts[0]!, cells.ends[0]!)).toString('latin1'))),
  )
  return ids.map((id, n) => {
    const start = n === 0 ? batch.start : batch.ends[n - 1]!
    return { id, row: { bytes: batch.bytes, start, ends: batch.ends.subarray(n, n + 1), count: 1 } }
  })
}

/** The leak check finds every canary of a kind that it promises, and nothing in the row that hides none: a check that cannot fail proves nothing. */
export function checkCanaries(planted: readonly Planted[], recognition: Recognition): Check {
  const expected = planted.filter(({ canary }) => canary.promised)
  const findings = [
    ...expected.filter((row) => !isCaught(row, recognition)).map(({ canary }) => `not caught: ${canary.name}`),
    ...(planted.some((row) => row.canary === controlCanary && isCaught(row, recognition))
      ? ['the check cries wolf over a row without an original']
      : []),
  ]
  return verdictOf('canaries', `${expected.length} planted originals and a row without one`, findings)
}

/** The kinds of which one was planted and not caught: real values that are left behind in such a form were not looked for. */
export function uncaughtKinds(planted: readonly Planted[], recognition: Recognition): string[] {
  return planted
    .filter((row) => !row.canary.promised && row.canary !== controlCanary && !isCaught(row, recognition))
    .map(({ canary }) => canary.name)
}

function isCaught({ sightings }: Planted, recognition: Recognition): boolean {
  return recognition.recognised(sightings).some(({ leak }) => leak)
}
