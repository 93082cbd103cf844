import { createHash } from 'node:crypto'

// The Merkle tree of RFC 6962, section 2.1: leaves and nodes are told apart by the byte before them, so that no node can pass for a leaf.

const empty = createHash('sha256').digest()

/** Root over the entries, in their order. */
export function rootOf(entries: readonly Uint8Array[]): Buffer {
  return rootOver(entries.map(leafOf))
}

/** What has to be known beside an entry to come to the root: siblings from the leaf up. */
export function pathTo(at: number, entries: readonly Uint8Array[]): Buffer[] {
  return pathOver(at, entries.map(leafOf))
}

/** The root to which an entry and its path lead; null where the path does not fit a tree of that size. */
export function rootBy(entry: Uint8Array, at: number, size: number, path: readonly Uint8Array[]): Buffer | null {
  if (!Number.isInteger(at) || !Number.isInteger(size) || at < 0 || at >= size) return null
  let [node, last, hash] = [at, size - 1, leafOf(entry)]
  for (const sibling of path) {
    if (last === 0) return null
    if (node % 2 === 1 || node === last) {
      hash = nodeOf(sibling, hash)
      while (node % 2 === 0 && node > 0) [node, last] = [Math.floor(node / 2), Math.floor(last / 2)]
    } else hash = nodeOf(hash, sibling)
    ;[node, last] = [Math.floor(node / 2), Math.floor(last / 2)]
  }
  return last === 0 ? hash : null
}

function rootOver(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves
  if (only === undefined) return empty
  if (leaves.length === 1) return only
  const left = halfOf(leaves.length)
  return nodeOf(rootOver(leaves.slice(0, left)), rootOver(leaves.slice(left)))
}

function pathOver(at: number, leaves: readonly Buffer[]): Buffer[] {
  if (leaves.length <= 1) return []
  const half = halfOf(leaves.length)
  const [left, right] = [leaves.slice(0, half), leaves.slice(half)]
  return at < half ? [...pathOver(at, left), rootOver(right)] : [...pathOver(at - half, right), rootOver(left)]
}

/** The largest power of two below the number of leaves. */
function halfOf(leaves: number): number {
  return 2 ** Math.ceil(Math.log2(leaves) - 1)
}

function leafOf(entry: Uint8Array): Buffer {
  return createHash('sha256').update(Buffer.of(0)).update(entry).digest()
}

function nodeOf(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash('sha256').update(Buffer.of(1)).update(left).update(right).digest()
}
