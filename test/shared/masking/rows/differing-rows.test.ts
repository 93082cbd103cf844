import { expect, it } from 'vitest'
import { SipHash } from '../../../../shared/masking/digests/siphash.ts'
import { DifferingRows } from '../../../../shared/masking/rows/differing-rows.ts'
import { batchOf } from '../../../../shared/masking/rows/lone-rows.ts'
import { MarkedRows } from '../../../../shared/masking/rows/marked-rows.ts'
import type { RowBatch } from '../../../../shared/masking/rows/row-batch.ts'
import { RowMarks } from '../../../../shared/masking/rows/row-marks.ts'

const digest = new SipHash(Buffer.alloc(16, 7))
type Row = readonly [string, string | null, string]

it('names what makes the rows of then those of now, on random rows in any batches', async () => {
  let state = 7
  const random = (below: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return (state >>> 8) % below
  }
  for (let round = 0; round < 300; round++) {
    const keys = Array.from({ length: random(40) }, (_, at) => at * (1 + random(3)) * 1000 - 9000)
    const side = (): Row[] =>
      [...new Set(keys)]
        .sort((a, b) => a - b)
        .filter(() => random(9) > 0)
        .map((key) => [String(key), random(5) > 0 ? 'v' : null, random(20) > 0 ? 'w\t' : 'x'.repeat(300)])
    const [then, now] = [side(), side()]
    const { text, removed, written } = await differing(then, now, () => 1 + random(9))
    const rows = new Map(then.map((row) => [row[0], lineOf(row)]))
    for (const key of removed) expect(rows.delete(String(key))).toBe(true)
    const lines = text!.split('\n').slice(0, -1)
    expect(lines).toHaveLength(written)
    for (const line of lines) {
      expect(rows.get(line.split('\t', 1)[0]!)).not.toBe(line)
      rows.set(line.split('\t', 1)[0]!, line)
    }
    expect(rows).toEqual(new Map(now.map((row) => [row[0], lineOf(row)])))
  }
})

it('a night that follows finds the marks of tonight as it would have made them', async () => {
  const marks = new RowMarks(digest)
  const rows: Row[] = [
    ['-3', 'a', 'b'],
    ['1', null, ''],
  ]
  for (const row of rows) marks.add(batchOf([row]))
  const { marked } = await differing([['1', 'a', 'b']], rows)
  expect(marked).toEqual(Buffer.from(marks.bytes()!).toString('hex'))
})

it.each([
  ['do not ascend', ['2', '1']],
  ['are larger than a number tells', ['1234567890123456']],
  ['lie too far from each other', ['1', '5000000000']],
  ['are empty', ['']],
])('nothing is told of rows whose keys %s', async (_, keys) => {
  const rows = [batchOf(keys.map((key) => [key, 'a', 'b']))]
  expect(marksOf(rows).bytes()).toBeNull()
  const { text } = await differing([], [], undefined, rows)
  expect(text).toBeNull()
})

it('a chunk of which more rows went than a receipt may name is compared as a whole', async () => {
  const then = Array.from({ length: 10_001 }, (_, key): Row => [String(key), 'a', 'b'])
  expect((await differing(then, [])).text).toBeNull()
  expect((await differing(then, then.slice(0, 1))).text).toBe('')
})

it('the same rows under another key are marked otherwise', () => {
  const rows = [batchOf([['1', 'a']])]
  const other = new RowMarks(new SipHash(Buffer.alloc(16, 8)))
  for (const batch of rows) other.add(batch)
  expect(Buffer.from(other.bytes()!)).not.toEqual(Buffer.from(marksOf(rows).bytes()!))
})

async function differing(then: readonly Row[], now: readonly Row[], size = () => 4, batches?: readonly RowBatch[]) {
  const before = Uint8Array.from(marksOf([batchOf(then)]).bytes()!)
  const marked = await MarkedRows.of(then.length, async (memory) => memory.set(before))
  const rows = new DifferingRows(new RowMarks(digest), marked, [true, false, false])
  for (const batch of batches ?? inBatches(now, size)) rows.add(batch)
  const text = rows.text()
  const found = { removed: [...rows.removed], written: rows.written }
  const bytes = rows.marks.bytes()
  const told = { text: text && Buffer.from(text).toString(), marked: bytes && Buffer.from(bytes).toString('hex') }
  rows.release()
  return { ...found, ...told }
}

function marksOf(batches: readonly RowBatch[]): RowMarks {
  const marks = new RowMarks(digest)
  for (const batch of batches) marks.add(batch)
  return marks
}

function* inBatches(rows: readonly Row[], size: () => number): Generator<RowBatch> {
  for (let at = 0; at < rows.length; ) {
    const some = rows.slice(at, at + size())
    at += some.length
    // A batch seldom begins where its memory does.
    const { bytes, ends, count } = batchOf([['in front'], ...some])
    yield { bytes, start: ends[0]!, ends: ends.subarray(1), count: count - 1 }
  }
}

function lineOf(row: Row): string {
  return row.map((cell) => (cell === null ? '\\N' : cell.replace('\t', '\\t'))).join('\t')
}
