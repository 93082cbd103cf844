import { expect, it } from 'vitest'
import { canaryTable } from '../../../shared/adapters/mysql/shadow/canary-table.ts'
import { createPseudonymKey } from '../../../shared/masking/digests/subkeys.ts'
import type { Plan } from '../../../shared/policy/plan.ts'
import { type Canary, controlCanary } from '../../../shared/verification/canaries/canary.ts'
import { hatchCanaries } from '../../../shared/verification/canaries/hatch.ts'
import { LeakScanner } from '../../../shared/verification/leak-scanner.ts'
import { OriginalsCensus } from '../../../shared/verification/originals-census.ts'
import { canaryOriginals, OriginalsIndex } from '../../../shared/verification/originals-index.ts'
import { Recognition } from '../../../shared/verification/recognition.ts'
import { bytesBatch } from '../../../shared/verification/text-batch.ts'

const key = createPseudonymKey(new Uint8Array(32).fill(9))
const plan = { locale: 'en', tables: [] } as unknown as Plan
const columns = canaryTable.columns.map((column) => ({ column, masked: false, searched: column.name !== 'id' }))

/** Names of the canaries of a run that the search catches. */
function caught(runId: string): string[] {
  const originals = canaryOriginals(runId, key)
  const census = new OriginalsCensus()
  const { shared } = new OriginalsIndex(census, originals, key)
  const cells = ({ text, json, bytes, number, apart }: Partial<Canary>) =>
    [text, json, bytes, number, apart?.[0], apart?.[1]].map((cell) =>
      cell === undefined ? null : Buffer.from(cell as string),
    )
  return [...hatchCanaries(runId), controlCanary].flatMap((canary) => {
    const scanner = new LeakScanner('nightmask_canaries', columns, shared, key)
    scanner.scan(bytesBatch([[null, ...cells(canary)]]))
    const recognition = new Recognition(plan, key, census, scanner.sightings())
    recognition.add(originals)
    return recognition.recognised(scanner.sightings()).some(({ leak }) => leak) ? [canary.name] : []
  })
}

it('catches a canary of every kind that is promised, in any run, and none of the kinds that are not', () => {
  for (const runId of ['night-20260101023000', 'run-1', 'x', 'k7'])
    expect(caught(runId)).toEqual(
      hatchCanaries(runId)
        .filter(({ promised }) => promised)
        .map(({ name }) => name),
    )
})
