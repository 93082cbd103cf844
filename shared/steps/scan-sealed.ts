import type { Scanner } from '../ports.ts'
import { inPacks } from '../schema/packs.ts'
import type { ScanPart, ScanReport, SharedIndex } from '../verification/scan.ts'
import type { Sealing } from './seal-shadow.ts'

/** Scans each pack from when all its tables are sealed; without `sealing` they all are. */
export async function scanSealed(
  index: Promise<SharedIndex>,
  parts: readonly ScanPart[],
  sealing: Sealing | undefined,
  { scanner }: { readonly scanner: Scanner },
): Promise<readonly ScanReport[]> {
  if (!sealing) return scanner.scan(index, parts)
  const early = await sealing.early
  const { first = [], last = [] } = Object.groupBy(inPacks(parts), (pack) =>
    pack.every(({ chunk }) => early.has(chunk.table)) ? 'first' : 'last',
  )
  const scan = (packs: readonly ScanPart[][]) => (packs.length > 0 ? scanner.scan(index, packs.flat()) : [])
  return (await Promise.all([scan(first), sealing.all.then(() => scan(last))])).flat()
}
