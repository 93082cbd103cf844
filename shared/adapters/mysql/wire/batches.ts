/** A list in pieces of at most `atOnce`, in its order: a statement for each item takes longer than what it asks, one for all may be too long. */
export function batches<Item>(list: readonly Item[], atOnce: number): Item[][] {
  const count = Math.ceil(list.length / atOnce)
  return Array.from({ length: count }, (_, at) => list.slice(at * atOnce, (at + 1) * atOnce))
}
