import { CannotSeed } from '../cannot-seed.ts'
import { edgeCaseDomain } from './plain-cells.ts'

// RFC 5321 gives 64 characters to what stands before the @, RFC 1035 gives 63 to each label of a domain.
const longestLocal = 64
const longestLabel = 63

/** A valid address of exactly so many characters, at most 254. */
export function longestAddress(length: number): string {
  const room = length - edgeCaseDomain.length - 1
  if (room < 1) throw new CannotSeed('users.email is too short for an address')
  // A label needs two characters with its dot: one alone is taken from the local part.
  const local = Math.min(room, longestLocal) - (room - longestLocal === 1 ? 1 : 0)
  return `${'edgecase'.repeat(8).slice(0, local)}@${labels(room - local)}${edgeCaseDomain}`
}

function labels(room: number): string {
  let text = ''
  for (let rest = room; rest > 0; ) {
    const size = Math.min(longestLabel, rest - 1)
    // Never leaves a single character.
    const taken = rest - size - 1 === 1 ? size - 1 : size
    text += `${'e'.repeat(taken)}.`
    rest -= taken + 1
  }
  return text
}
