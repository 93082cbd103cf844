import { wordsOf } from '../../../policy/detection/names/name-words.ts'
import type { Column } from '../../../schema/schema.ts'
import type { Values } from '../cells/values.ts'

/** Whether a column looks made for UUIDs, as text or as bytes. */
export function holdsUuids({ name, dataType, maxLength }: Column): boolean {
  if (dataType === 'binary') return maxLength === 16
  return /^(var)?char$/.test(dataType) && maxLength === 36 && /_(id|uid|uuid|guid)_$/.test(wordsOf(name))
}

/** UUIDs that look random, version 4 of RFC 9562, and are all different: a bijection of the position fills the first 64 free bits. */
export const uuids: Values = {
  count: 2n ** 48n,
  nth(index) {
    const head = hex(mix(index))
    const tail = hex(mix(index ^ 0x5bd1e995n))
    return `${head.slice(0, 8)}-${head.slice(8, 12)}-4${head.slice(12, 15)}-8${head.slice(15)}${tail.slice(0, 2)}-${tail.slice(4)}`
  },
}

/** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
function mix(index: bigint): bigint {
  let z = BigInt.asUintN(64, (index + 1n) * 0x9e3779b97f4a7c15n)
  z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n)
  z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn)
  return z ^ (z >> 31n)
}

function hex(number: bigint): string {
  return number.toString(16).padStart(16, '0')
}
