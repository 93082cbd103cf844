/** How much may be under way at once: requests, and bytes that were read and not used yet. */
export interface Room {
  readonly requests: number
  readonly bytes: number
}

/** What the largest object so far takes is what each of those under way may take; before the first one, some hundred kilobytes. */
const firstGuess = 256 * 1024

/**
 * What `read` gives for each item, in the order of the items, with many reads under way: a store over a network answers each in many
 * milliseconds. `sizeOf` says what an answer takes in memory, so that large ones are read a few at a time.
 */
export async function* inFlight<Item, Answer>(
  items: readonly Item[],
  read: (item: Item) => Promise<Answer>,
  room: Room,
  sizeOf: (answer: Answer) => number = () => 0,
): AsyncGenerator<Answer, void, void> {
  const waiting: Promise<Answer>[] = []
  let largest = firstGuess
  let next = 0
  const most = () => Math.max(2, Math.min(room.requests, Math.floor(room.bytes / largest)))
  const start = () => {
    while (next < items.length && waiting.length < most()) {
      const answer = read(items[next++]!)
      // Who waits for an earlier one hears of it later.
      answer.catch(() => undefined)
      waiting.push(answer)
    }
  }
  for (start(); waiting.length > 0; start()) {
    const answer = await waiting.shift()!
    largest = Math.max(largest, sizeOf(answer))
    yield answer
  }
}
