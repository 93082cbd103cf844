/**
 * SipHash-2-4 (Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012) in 32-bit halves. The 64-bit result is
 * left in `hi` and `lo` as unsigned numbers; nothing is allocated per call.
 */
export class SipHash {
  hi = 0
  lo = 0
  readonly #key: Int32Array

  /** `key` has 16 bytes; longer ones are cut. */
  constructor(key: Uint8Array) {
    const view = new DataView(key.buffer, key.byteOffset, 16)
    this.#key = Int32Array.of(
      view.getInt32(0, true),
      view.getInt32(4, true),
      view.getInt32(8, true),
      view.getInt32(12, true),
    )
  }

  hash(bytes: Uint8Array, start: number, end: number): void {
    const [k0l, k0h, k1l, k1h] = this.#key as unknown as [number, number, number, number]
    let v0h = k0h ^ 0x736f6d65
    let v0l = k0l ^ 0x70736575
    let v1h = k1h ^ 0x646f7261
    let v1l = k1l ^ 0x6e646f6d
    let v2h = k0h ^ 0x6c796765
    let v2l = k0l ^ 0x6e657261
    let v3h = k1h ^ 0x74656462
    let v3l = k1l ^ 0x79746573
    const length = end - start
    const whole = start + (length & ~7)
    let rounds = 2
    let at = start
    for (let phase = 0; phase < 3; ) {
      let ml = 0
      let mh = 0
      if (at < whole) {
        ml = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
        mh = bytes[at + 4]! | (bytes[at + 5]! << 8) | (bytes[at + 6]! << 16) | (bytes[at + 7]! << 24)
        at += 8
      } else if (phase === 0) {
        mh = length << 24
        for (let shift = 0; at < end; at++, shift += 8) {
          if (shift < 32) ml |= bytes[at]! << shift
          else mh |= bytes[at]! << (shift - 32)
        }
        phase = 1
      } else {
        v2l ^= 0xff
        rounds = 4
        phase = 3
      }
      if (phase < 3) {
        v3h ^= mh
        v3l ^= ml
      }
      for (let round = 0; round < rounds; round++) {
        // v0 += v1; v1 <<<= 13; v1 ^= v0; v0 <<<= 32
        let sum = (v0l >>> 0) + (v1l >>> 0)
        v0h = (v0h + v1h + (sum > 0xffffffff ? 1 : 0)) | 0
        v0l = sum | 0
        let high = (v1h << 13) | (v1l >>> 19)
        v1l = ((v1l << 13) | (v1h >>> 19)) ^ v0l
        v1h = high ^ v0h
        high = v0h
        v0h = v0l
        v0l = high
        // v2 += v3; v3 <<<= 16; v3 ^= v2
        sum = (v2l >>> 0) + (v3l >>> 0)
        v2h = (v2h + v3h + (sum > 0xffffffff ? 1 : 0)) | 0
        v2l = sum | 0
        high = (v3h << 16) | (v3l >>> 16)
        v3l = ((v3l << 16) | (v3h >>> 16)) ^ v2l
        v3h = high ^ v2h
        // v0 += v3; v3 <<<= 21; v3 ^= v0
        sum = (v0l >>> 0) + (v3l >>> 0)
        v0h = (v0h + v3h + (sum > 0xffffffff ? 1 : 0)) | 0
        v0l = sum | 0
        high = (v3h << 21) | (v3l >>> 11)
        v3l = ((v3l << 21) | (v3h >>> 11)) ^ v0l
        v3h = high ^ v0h
        // v2 += v1; v1 <<<= 17; v1 ^= v2; v2 <<<= 32
        sum = (v2l >>> 0) + (v1l >>> 0)
        v2h = (v2h + v1h + (sum > 0xffffffff ? 1 : 0)) | 0
        v2l = sum | 0
        high = (v1h << 17) | (v1l >>> 15)
        v1l = ((v1l << 17) | (v1h >>> 15)) ^ v2l
        v1h = high ^ v2h
        high = v2h
        v2h = v2l
        v2l = high
      }
      if (phase < 3) {
        v0h ^= mh
        v0l ^= ml
      }
      if (phase === 1) phase = 2
    }
    this.hi = (v0h ^ v1h ^ v2h ^ v3h) >>> 0
    this.lo = (v0l ^ v1l ^ v2l ^ v3l) >>> 0
  }
}
