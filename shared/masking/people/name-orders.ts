import { formsOf, notNameWords } from '../digests/forms/name-forms.ts'
import { hashesOf, isParticle, isTitleWord } from '../strangers/title-words.ts'
import { lookedUpAs, type Words, wordsFrom } from './words.ts'

/** Words of a name in an order in which a text may have them. */
export interface NameOrder {
  readonly words: readonly number[]
  readonly as: typeof lookedUpAs.name | typeof lookedUpAs.turned
  /** Who is called so comes before whose name is shortened or taken apart otherwise. */
  readonly isWhole: boolean
}

export interface WrittenName {
  readonly orders: readonly NameOrder[]
  /** Which alone means somebody behind a title. */
  readonly surname: readonly number[]
}

const besideNames = hashesOf(notNameWords)

/**
 * How texts write a name of these words: all orders in which the leak check searches for it (formsOf), as what it finds is refused, and last
 * names of several words before the first. `firstEnd` says where the first name ends when it has a column of its own.
 */
export function writtenName(text: string, words: Words, firstEnd: number | null): WrittenName {
  const { count, los, starts } = words
  if (count === 2 && !besideNames.has(los[0]!) && !besideNames.has(los[1]!))
    return firstEnd === null && isBetween(text, words, ',') ? lastAndFirst : firstAndLast
  let [beside, particles] = [0, 0]
  for (let word = 0; word < count; word++) {
    if (besideNames.has(los[word]!)) beside |= 1 << word
    if (isParticle(los[word]!)) particles |= 1 << word
  }
  const own = wordsFrom(0, count).filter((word) => ((beside >> word) & 1) === 0)
  const hasTitle = firstEnd === null && own.length > 2 && isTitleWord(los[own[0]!]!)
  const name = hasTitle ? own.slice(1) : own
  const end = firstEnd ?? text.indexOf(',')
  const before = name.filter((word) => starts[word]! < end).length
  // Names are built in few ways.
  const shape = [count, beside, particles, hasTitle, before, firstEnd === null].join()
  const known = byShape.get(shape)
  if (known) return known
  const made = ordersOf(count, own, name, before, particles, firstEnd !== null)
  if (byShape.size < mostShapes) byShape.set(shape, made)
  return made
}

const mostShapes = 10_000
const byShape = new Map<string, WrittenName>()

/** `own` is the name with a title; `before` counts its words without that stand before a comma, or in the column of first names. */
function ordersOf(
  count: number,
  own: readonly number[],
  name: readonly number[],
  before: number,
  particles: number,
  isApart: boolean,
): WrittenName {
  const orders: NameOrder[] = []
  if (own.length < count) orders.push({ words: wordsFrom(0, count), as: lookedUpAs.name, isWhole: true })
  if (own.length < 2) return { orders, surname: own }
  if (name.length < own.length) addForms(own, own.length - 1, orders)
  const isDivided = before > 0 && before < name.length
  const split = isDivided ? before : lastNameIn(name, particles)
  addForms(name, split, orders)
  return { orders, surname: isDivided && !isApart ? name.slice(0, split) : name.slice(split) }
}

/** Nearly all names. */
const twoWords: readonly NameOrder[] = [
  { words: [0, 1], as: lookedUpAs.name, isWhole: true },
  { words: [1, 0], as: lookedUpAs.turned, isWhole: true },
]
const firstAndLast: WrittenName = { orders: twoWords, surname: [1] }
const lastAndFirst: WrittenName = { orders: twoWords, surname: [0] }

function isBetween(text: string, { starts }: Words, sign: string): boolean {
  const at = text.indexOf(sign)
  return at > starts[0]! && at < starts[1]!
}

/** Where a last name begins: with what is written small before it. */
function lastNameIn(name: readonly number[], particles: number): number {
  let split = name.length - 1
  while (split > 1 && ((particles >> name[split - 1]!) & 1) === 1) split--
  return split
}

function addForms(name: readonly number[], split: number, orders: NameOrder[]): void {
  orders.push({ words: name, as: lookedUpAs.name, isWhole: true })
  orders.push({ words: [...name.slice(split), ...name.slice(0, split)], as: lookedUpAs.turned, isWhole: true })
  for (const { order, isGenitive } of formsOf(name.length)) {
    const isThere = order[0] === split && order.length === name.length
    // Inflected words are known by their endings.
    if (isGenitive || isThere) continue
    const as = order[0] === 0 ? lookedUpAs.name : lookedUpAs.turned
    orders.push({ words: order.map((word) => name[word]!), as, isWhole: false })
  }
}
