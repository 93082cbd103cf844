import type { ColumnKind } from '../../schema/schema.ts'
import type { MaskContext, Proof } from '../transformer.ts'

/** The proof that a column is of one of the kinds. */
export function proveKind(context: MaskContext, kinds: readonly ColumnKind[], what: string): Proof {
  if (kinds.includes(context.column.kind)) return { ok: true }
  return { ok: false, problem: `${what} does not fit a column of type ${context.column.columnType}` }
}

/** The proof that a result of so many characters fits, on top of the kind's proof. */
export function proveLength(context: MaskContext, shortest: number, what: string): Proof {
  if (context.maxLength >= shortest) return { ok: true }
  return { ok: false, problem: `${what} needs ${shortest} characters, the column takes ${context.maxLength}` }
}

/** The context with the column's own room: for results that are as long as they are, whatever room their domain has elsewhere. */
export function inOwnRoom(context: MaskContext): MaskContext {
  return { ...context, maxLength: context.column.maxLength ?? Number.POSITIVE_INFINITY }
}

/** The first proof that fails, or the last. */
export function proveAll(...proofs: readonly Proof[]): Proof {
  return proofs.find(({ ok }) => !ok) ?? proofs.at(-1) ?? { ok: true }
}

/** A unique column with tags of so many bits: the birthday bound on a collision, refused above one in a million. */
export function proveUnique(context: MaskContext, bits: number, what: string): Proof {
  if (!context.unique) return { ok: true }
  const rows = Math.max(1000, context.rowsEstimate * 2)
  const probability = (rows * rows) / 2 ** (bits + 1)
  if (probability > 1e-6)
    return { ok: false, problem: `${what} cannot stay unique in ${context.maxLength} characters over ${rows} rows` }
  return { ok: true, note: `unique but for a chance of ${probability.toExponential(0)} (${bits}-bit tags)` }
}

/** The proof for pools, which repeat themselves: not for a column that must be unique. */
export function proveNotUnique(context: MaskContext, what: string): Proof {
  return context.unique
    ? { ok: false, problem: `${what} repeats values, and the column is unique; use username, email or hash` }
    : { ok: true }
}

/** So many, and names look as they do in life. */
const comfortablePool = 200

/** Says how few words of the pool fit, where that will show. */
export function provePool(context: MaskContext, what: string, pool: readonly string[]): Proof {
  if (pool.length === 0)
    return { ok: false, problem: `${what} has no name that fits in ${context.maxLength} characters` }
  if (pool.length >= comfortablePool || context.rowsEstimate <= pool.length) return { ok: true }
  const note = `only ${pool.length} names fit in ${context.maxLength} characters, for about ${context.rowsEstimate} rows: further ones are composed of their parts`
  return { ok: true, note }
}
