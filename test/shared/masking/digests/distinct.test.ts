import { expect, it } from 'vitest'
import { DistinctSketch } from '../../../../shared/masking/digests/distinct.ts'

/** Of values from one number up to another. */
function sketchOf(from: number, to: number): DistinctSketch {
  const sketch = new DistinctSketch()
  for (let value = from; value < to; value++)
    sketch.add(Math.imul(value + 1, 0x9e3779b1) >>> 0, Math.imul(value + 1, 0x85ebca6b) >>> 0)
  return sketch
}

it.each([0, 1, 100, 600, 700, 3_000, 50_000])(
  'of %i values is the same when it was stored, and merges as it would have',
  (count) => {
    const sketch = sketchOf(0, count)
    const stored = sketch.toBase64()
    const again = new DistinctSketch(stored)
    expect(again.toBase64()).toBe(stored)
    expect(again.estimate()).toBe(sketch.estimate())
    const more = new DistinctSketch(sketchOf(count, count + 100).toBase64())
    expect(again.merge(more).estimate()).toBe(sketchOf(0, count + 100).estimate())
  },
)

it('takes little room for few values, and is read in the form in which earlier versions wrote all registers', () => {
  expect(sketchOf(0, 100).toBase64().length).toBeLessThanOrEqual(400)
  const registers = new Uint8Array(4096)
  registers.set([1, 2, 3], 1000)
  const earlier = new DistinctSketch(Buffer.from(registers).toString('base64'))
  expect(earlier.estimate()).toBe(3)
  expect(new DistinctSketch(earlier.toBase64()).estimate()).toBe(3)
})
