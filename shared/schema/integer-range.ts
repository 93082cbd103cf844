import type { Column } from './schema.ts'

const bitsOf: Readonly<Record<string, bigint>> = { tinyint: 8n, smallint: 16n, mediumint: 24n, int: 32n, bigint: 64n }

/** The lowest and the highest number that an integer column holds. */
export function integerRange({ dataType, unsigned }: Pick<Column, 'dataType' | 'unsigned'>): readonly [bigint, bigint] {
  const bits = bitsOf[dataType] ?? 64n
  return unsigned ? [0n, 2n ** bits - 1n] : [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n]
}
