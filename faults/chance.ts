import { createHash } from 'node:crypto'

/** A row of numbers from 0 to 1 that is the same for the same name. */
export function chanceOf(name: string): () => number {
  let drawn = 0
  return () => createHash('sha256').update(`${name} ${drawn++}`).digest().readUInt32LE(0) / 2 ** 32
}
