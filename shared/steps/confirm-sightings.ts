import { DigestSet } from '../masking/digests/digest-set.ts'
import type { Plan } from '../policy/plan.ts'
import type { Ports } from '../ports.ts'
import { canaryOriginals } from '../verification/originals-index.ts'
import type { ScanReport } from '../verification/scan.ts'
import { originalsOf } from './leak-index.ts'

/** A few are told apart by verify, in one pass for all batches. */
const fewest = 200

/**
 * Reports with those sightings alone that are a real value. A filter lets three cells of a thousand pass that are none: of a batch some
 * hundred thousand, of a night more than one function could hold.
 */
export async function confirmSightings(
  plan: Plan,
  reports: readonly ScanReport[],
  ports: Pick<Ports, 'originals' | 'originalsKey'>,
): Promise<readonly ScanReport[]> {
  const sightings = reports.flatMap((report) => report.sightings)
  if (sightings.length <= fewest) return reports
  const sighted = new DigestSet(sightings.length)
  const real = new DigestSet(sightings.length)
  for (const { hi, lo } of sightings) sighted.add(hi, lo)
  const meet = ({ digests }: { readonly digests: Uint32Array }) => {
    for (let at = 0; at < digests.length; at += 2)
      if (sighted.has(digests[at]!, digests[at + 1]!)) real.add(digests[at]!, digests[at + 1]!)
  }
  canaryOriginals(plan.runId, ports.originalsKey).forEach(meet)
  for await (const pack of originalsOf(plan, ports)) pack.forEach(meet)
  return reports.map((report) => ({
    ...report,
    sightings: report.sightings.filter(({ hi, lo }) => real.has(hi, lo)),
  }))
}
