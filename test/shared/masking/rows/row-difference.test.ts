import { expect, it } from 'vitest'
import { compareRows, pickRows } from '../../../../shared/masking/rows/row-difference.ts'

it('takes rows that are equal on both sides for unchanged, whatever blocks they come in', async () => {
  const rows = ['1\ta\n', '2\t\\N\n', '3\tb\\nc\n']
  expect(await compared(rows, rows)).toEqual({ rows: 3, written: [], extra: [] })
})

it('names rows that differ or are missing by their number, and rows too many by their key', async () => {
  const wanted = ['1\ta\n', '2\tb\n', '4\td\n', '5\te\n']
  const stored = ['1\ta\n', '2\tB\n', '3\tc\n', '5\te\n', '6\tf\n']
  expect(await compared(wanted, stored)).toEqual({ rows: 4, written: ['2\tb\n', '4\td\n'], extra: ['3', '6'] })
})

it('finds rows again by keys of several cells, wherever they stand, also where one side sorts otherwise', async () => {
  const wanted = ['x\ta\t1\n', 'y\tb\t1\n', 'z\tc\t1\n']
  const stored = ['z\tc\t1\n', 'y\tb\t2\n', 'q\ta\t1\n']
  expect(await compared(wanted, stored, [2, 1])).toEqual({
    rows: 3,
    written: ['x\ta\t1\n', 'y\tb\t1\n'],
    extra: ['2\tb'],
  })
})

it('tells letter case of keys apart: a row whose key was respelt is removed and written', async () => {
  expect(await compared(['ab\t1\n'], ['AB\t1\n'])).toEqual({ rows: 1, written: ['ab\t1\n'], extra: ['AB'] })
})

it('agrees with a plain comparison on random rows, in any blocks', async () => {
  let state = 7
  const random = (below: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return (state >>> 8) % below
  }
  for (let round = 0; round < 300; round++) {
    const keys = Array.from({ length: random(40) }, (_, at) => at)
    const side = () =>
      new Map(keys.filter(() => random(9) > 0).map((key) => [key, `${key}\t${random(20) > 0 ? 'v' : 'w'}\n`]))
    const [wanted, stored] = [side(), side()]
    const found = await compared([...wanted.values()], [...stored.values()], [0], () => 1 + random(9))
    expect(found.rows).toBe(wanted.size)
    expect(found.written).toEqual([...wanted].filter(([key, row]) => stored.get(key) !== row).map(([, row]) => row))
    expect(found.extra.toSorted()).toEqual(
      [...stored.keys()]
        .filter((key) => !wanted.has(key))
        .map(String)
        .toSorted(),
    )
  }
})

async function compared(wanted: readonly string[], stored: readonly string[], key = [0], size = () => 4) {
  const { rows, written, extra } = await compareRows(blocks(wanted, size), blocks(stored, size), key)
  const picked: string[] = []
  for await (const block of pickRows(blocks(wanted, size), written)) picked.push(block.toString('latin1'))
  const lines = picked
    .join('')
    .split('\n')
    .slice(0, -1)
    .map((line) => `${line}\n`)
  expect(lines.length).toBe(written.count)
  return { rows, written: lines, extra: extra.map((row) => row.toString('latin1')) }
}

/** In one buffer that is used again, as connections do. */
async function* blocks(rows: readonly string[], size: () => number): AsyncGenerator<Uint8Array> {
  const all = Buffer.from(rows.join(''), 'latin1')
  const reused = Buffer.alloc(1 << 12)
  for (let at = 0; at < all.length; ) {
    const end = Math.min(all.length, at + size())
    all.copy(reused, 0, at, end)
    yield reused.subarray(0, end - at)
    at = end
  }
}
