/** Hashes of 32 bits as text: in order, how far each is from the one before, seven bits a byte, the lowest first; base64. */
export function packHashes(hashes: Iterable<number>): string {
  const bytes: number[] = []
  let before = 0
  for (const hash of Uint32Array.from(hashes).sort()) {
    let more = hash - before
    before = hash
    for (; more > 0x7f; more >>>= 7) bytes.push((more & 0x7f) | 0x80)
    bytes.push(more)
  }
  return Buffer.from(bytes).toString('base64')
}

/** The same as numbers with a sign, as hashes of words are. */
export function unpackHashes(packed: string): Int32Array {
  const bytes = Buffer.from(packed, 'base64')
  const hashes = new Int32Array(bytes.length)
  let [count, hash, more, shift] = [0, 0, 0, 0]
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!
    more |= (byte & 0x7f) << shift
    shift += 7
    if (byte > 0x7f) continue
    hash = (hash + more) | 0
    hashes[count++] = hash
    more = 0
    shift = 0
  }
  return hashes.subarray(0, count)
}
