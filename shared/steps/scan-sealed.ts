import type { Scanner } from '../ports.ts'
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
  const packs = Map.groupBy(parts, (part) => part.chunk.pack ?? part)
  const { first = [], last = [] } = Object.groupBy([...packs.values()], (pack) =>
    pack.every(({ chunk }) => early.has(chunk.table)) ? 'first' : 'last',
  )
  const scans = [
    scanner.scan(index, first.flat()),
    sealing.all.then(() => (last.length > 0 ? scanner.scan(index, last.flat()) : [])),
  ]
  return (await Promise.all(scans)).flat()
}
