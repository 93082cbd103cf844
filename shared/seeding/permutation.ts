import { mix, RowRandom } from './random.ts'

/** A fixed shuffle of 0 … size-1 without a table. */
export type Permutation = (index: number) => number

const rounds = 4

/** A Feistel network over a rectangle just larger than `size` (Black and Rogaway 2002): what falls outside walks on. */
export function permutation(size: number, seed: number, stream: string): Permutation {
  const random = new RowRandom(seed, stream).begin(0)
  const keys = Array.from({ length: rounds }, () => random.bits())
  const width = Math.max(1, Math.ceil(Math.sqrt(size)))
  const height = Math.max(1, Math.ceil(size / width))
  const step = (index: number) => {
    let row = Math.floor(index / width)
    let column = index - row * width
    for (let round = 0; round < rounds; round += 2) {
      column = (column + (mix(row ^ keys[round]!) >>> 0)) % width
      row = (row + (mix(column ^ keys[round + 1]!) >>> 0)) % height
    }
    return row * width + column
  }
  return (index) => {
    let at = step(index)
    while (at >= size) at = step(at)
    return at
  }
}
