/** Smaller ones cost nothing. */
const fewest = 16_384
const mostOfOneLength = 8

// Memory that is new costs more than the sums done in it: a chunk's lists take that of the chunk before.
const spare = new Map<number, Uint32Array<ArrayBuffer>[]>()

/** So many words, in which anything may stand. */
export function takeWords(length: number): Uint32Array<ArrayBuffer> {
  return spare.get(length)?.pop() ?? new Uint32Array(length)
}

/** So many zeros. Those of new memory are there without a write, and cost nothing until they are used. */
export function takeZeros(length: number): Uint32Array<ArrayBuffer> {
  return spare.get(length)?.pop()?.fill(0) ?? new Uint32Array(length)
}

/** Gives words back that nobody uses any more. */
export function giveWords(words: Uint32Array<ArrayBuffer>): void {
  if (words.length < fewest) return
  const known = spare.get(words.length) ?? []
  if (known.length < mostOfOneLength) known.push(words)
  spare.set(words.length, known)
}
