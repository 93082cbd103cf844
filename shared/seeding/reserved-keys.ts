import type { Column } from '../schema/schema.ts'

/** Who seeds: each has a part of the reserved keys to itself. */
export type KeyOwner = 'shop' | 'schema' | 'own'

const owners: readonly KeyOwner[] = ['shop', 'schema', 'own']
const integerBits: Readonly<Record<string, number>> = { tinyint: 8, smallint: 16, mediumint: 24, int: 32, bigint: 64 }
// Larger keys are no exact numbers in JavaScript and JSON, and a staging that breaks its users' tools tests nothing.
const largestExact = 2n ** 53n - 1n

/**
 * The first of the keys that an owner may use in an integer key column, and how many there are; null when there is no room.
 * They lie in the last tenth of the type, the same every night, while production has used less than half of it; when it has used
 * more, in the upper half of what is left. Staging's AUTO_INCREMENT goes on above them, so never use the type's bound itself.
 * `max` is the largest key in use, null when the table is empty.
 */
export function reservedKeys(
  column: Column,
  max: string | null,
  owner: KeyOwner,
): { first: bigint; count: bigint } | null {
  const bound = largestKey(column)
  if (bound === null) return null
  const used = max === null ? 0n : BigInt(max)
  const ceiling = used < largestExact && bound > largestExact ? largestExact : bound
  const first = used <= ceiling / 2n ? rounded((ceiling * 9n) / 10n, 2) : used + (ceiling - used) / 2n + 1n
  // A fourth part stays free for what testers add.
  const part = rounded((ceiling - first) / BigInt(owners.length + 1), 1)
  return part > 0n ? { first: first + part * BigInt(owners.indexOf(owner)), count: part } : null
}

function largestKey({ dataType, unsigned }: Column): bigint | null {
  const bits = integerBits[dataType]
  return bits === undefined ? null : 2n ** BigInt(unsigned ? bits : bits - 1) - 1n
}

/** Rounded down to so many leading digits: keys that a person recognises. */
function rounded(value: bigint, digits: number): bigint {
  const unit = 10n ** BigInt(Math.max(0, String(value).length - digits))
  return value - (value % unit)
}
