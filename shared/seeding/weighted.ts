import type { RowRandom } from './random.ts'

/** Draws a name by weight; the order of the names is part of the result. */
export function weighted<Name extends string>(weights: Readonly<Record<Name, number>>): (random: RowRandom) => Name {
  const names = Object.keys(weights) as Name[]
  const bounds: number[] = []
  let sum = 0
  for (const name of names) {
    sum += weights[name]
    bounds.push(sum)
  }
  return (random) => {
    const point = random.fraction() * sum
    return names[bounds.findIndex((bound) => point < bound)] ?? names.at(-1)!
  }
}
