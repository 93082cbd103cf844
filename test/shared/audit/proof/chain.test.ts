import { describe, expect, it } from 'vitest'
import { digestOf } from '../../../../shared/audit/proof/canonical-json.ts'
import { checkChain, type StoredRecord } from '../../../../shared/audit/proof/chain.ts'
import { sampleRecord } from '../sample-record.ts'

describe('the chain of records', () => {
  const chain = chainOf(5)
  const head = digestOf(chain[4]!.record)

  it('is whole when every record names the one before it', () => {
    expect(checkChain(chain, head)).toEqual({ gaps: [], notes: [] })
    expect(checkChain([...chain].reverse(), head).gaps).toEqual([])
    expect(checkChain([], null)).toEqual({ gaps: [], notes: [] })
  })

  it.each([0, 1, 2, 3, 4])('shows that record %i was deleted or changed', (n) => {
    expect(checkChain(chain.toSpliced(n, 1), head).gaps).toHaveLength(1)
    const changed = { ...chain[n]!, record: { ...chain[n]!.record, seed: 7 } }
    expect(checkChain(chain.with(n, changed), head).gaps).toHaveLength(1)
  })

  it('shows a second first record, and tells of two that follow the same one', () => {
    const forged = { path: 'forged', record: sampleRecord({ runId: 'forged', previousRecord: null }) }
    expect(checkChain([...chain, forged], head).gaps).toEqual(['0 and forged all claim to be the first record'])
    const twin = { path: 'twin', record: { ...chain[3]!.record, runId: 'twin' } }
    expect(checkChain([...chain, twin], head)).toEqual({
      gaps: [],
      notes: ['3 and twin follow the same record: their runs ended at the same time'],
    })
  })
})

function chainOf(length: number): StoredRecord[] {
  const chain: StoredRecord[] = []
  for (let n = 0; n < length; n++) {
    const before = chain.at(-1)
    const previousRecord = before ? digestOf(before.record) : null
    chain.push({ path: `${n}`, record: sampleRecord({ runId: `run-${n}`, previousRecord }) })
  }
  return chain
}
