import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { pathTo, rootBy, rootOf } from '../../../../shared/audit/proof/merkle.ts'

const entries = (count: number) => Array.from({ length: count }, (_, at) => Buffer.from(`entry ${at}`))
const hash = (...parts: (Buffer | number)[]) =>
  createHash('sha256')
    .update(Buffer.concat(parts.map((part) => (typeof part === 'number' ? Buffer.of(part) : part))))
    .digest()

describe('a Merkle tree as RFC 6962 has it', () => {
  it('has the root of its definition', () => {
    const [a, b, c] = entries(3).map((entry) => hash(0, entry)) as [Buffer, Buffer, Buffer]
    expect(rootOf([]).toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(rootOf(entries(1))).toEqual(a)
    expect(rootOf(entries(3))).toEqual(hash(1, hash(1, a, b), c))
  })

  it('leads from each entry of trees of each size to their root, and from nothing else', () => {
    for (let size = 1; size <= 17; size++) {
      const all = entries(size)
      for (let at = 0; at < size; at++) {
        const path = pathTo(at, all)
        expect(rootBy(all[at]!, at, size, path)).toEqual(rootOf(all))
        expect(rootBy(Buffer.from('other'), at, size, path)).not.toEqual(rootOf(all))
        if (size > 1) expect(rootBy(all[at]!, (at + 1) % size, size, path)).not.toEqual(rootOf(all))
        expect(rootBy(all[at]!, at, size, [...path, hash(0)])).toBeNull()
      }
    }
    expect(rootBy(Buffer.of(), 3, 3, [])).toBeNull()
  })
})
