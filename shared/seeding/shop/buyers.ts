import { apportion } from '../apportion.ts'
import { permutation } from '../permutation.ts'
import type { Shape } from './shape.ts'

/** Who placed which order: some users none, some exactly one, the others by Zipf's law, a few of them hundreds. */
export function buyers({ seed, users, orders }: Shape): (order: number) => number {
  const buying = users.count - Math.round(users.count * orders.users_without)
  const wanted = Math.round(users.count * orders.users_with_one)
  // Nobody is left for the other orders: then those with one share them.
  const once = buying > wanted ? Math.min(wanted, orders.count) : 0
  const regulars = Math.max(1, buying - once)
  const shares = apportion(orders.count - once, regulars, orders.skew)
  const itemOf = permutation(orders.count, seed, 'orders')
  const userAt = permutation(users.count, seed, 'buyers')
  return (order) => {
    const item = itemOf(order)
    const rank = item < once ? regulars + item : shares.groupOf(item - once)
    return userAt(rank) + 1
  }
}
