import type { Column } from './schema.ts'

/** The values of a key column as numbers in the server's order, so that a table can be cut between them. Bounds are as ChunkRef holds them. */
export interface KeySpace {
  /** Null for a key of another form: then there is nothing to cut by. */
  numberOf(key: string): bigint | null
  boundOf(number: bigint): string
}

/** Null where the column's order is not that of numbers. */
export function keySpaceOf({ kind, dataType, maxLength }: Column): KeySpace | null {
  if (kind === 'integer') return integers
  if (dataType === 'binary' && maxLength === 16) return uuidBytes
  // MariaDB's own UUID type has an order of its own.
  return kind === 'text' && /^(var)?char$/.test(dataType) && maxLength === 36 ? uuidTexts : null
}

const integers: KeySpace = { numberOf: BigInt, boundOf: String }

const uuidBytes: KeySpace = {
  numberOf: (key) => (isBytesBound(key) ? BigInt(key) : null),
  boundOf: (number) => `0x${hex(number)}`,
}

// Digits come before letters in every collation. Keys of another form, or in upper case, only make chunks of unequal size.
const uuidTexts: KeySpace = {
  numberOf: (key) => (isTextBound(key.toLowerCase()) ? BigInt(`0x${key.replaceAll('-', '')}`) : null),
  boundOf: (number) => hex(number).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
}

export function isIntegerBound(bound: string): boolean {
  return /^-?\d+$/.test(bound)
}

/** The bytes of a UUID: `0x` and 32 hex digits. */
export function isBytesBound(bound: string): boolean {
  return /^0x[0-9a-f]{32}$/.test(bound)
}

export function isTextBound(bound: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(bound)
}

function hex(number: bigint): string {
  return number.toString(16).padStart(32, '0')
}
