import { DigestFilter } from '../../masking/digests/digest-filter.ts'
import { ExclusionsBuilder, type SharedExclusions } from '../../masking/digests/exclusions.ts'
import type { Originals } from '../../masking/digests/originals.ts'
import type { OriginalsReading } from '../../ports.ts'

/** What no fake may equal, of all originals of a survey; null where no column was surveyed. They are read twice: so the set has its size from the start. */
export async function gatherExclusions(
  chunks: (reading: OriginalsReading) => AsyncIterable<readonly Originals[]>,
  withOpeners: boolean,
): Promise<SharedExclusions | null> {
  let [count, opening, columns] = [0, 0, 0]
  for await (const originals of chunks('counted')) {
    columns += originals.length
    for (const { digests, openers, form } of originals) {
      if (form) continue
      count += digests.length / 2
      opening += openers.length / 2
    }
  }
  if (columns === 0) return null
  const exclusions = new ExclusionsBuilder(count)
  const filter = withOpeners ? new DigestFilter(opening) : null
  for await (const originals of chunks('taken'))
    for (const { digests, openers, form } of originals) {
      if (form) continue
      exclusions.add(digests)
      if (filter) for (let at = 0; at < openers.length; at += 2) filter.add(openers[at]!, openers[at + 1]!)
    }
  return { ...exclusions.shared(), ...(filter ? { openers: filter.shared } : {}) }
}
