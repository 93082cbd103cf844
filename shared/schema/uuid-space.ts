import { byteSpace, type KeySpace } from './key-space.ts'

/** Where the byte of each place stands in MariaDB's order of the versions 1 to 5: node, clock, and the three parts of the time, last one first. */
const swapped = [10, 11, 12, 13, 14, 15, 8, 9, 6, 7, 4, 5, 0, 1, 2, 3]

/**
 * UUIDs of MariaDB as numbers, from `0x` and 32 hex digits. It orders versions 1 to 5 by their node first and later ones as they are written
 * (before 10.11.5 all of them by the node); whether a bound lies where its number says has to be asked of the server.
 */
export function uuidSpace(first: string, last: string): KeySpace {
  const isSwapped = [first, last].some((value) => isEarly(Buffer.from(value.slice(2), 'hex')))
  const order = isSwapped ? swapped : swapped.map((_, at) => at)
  const ordered = (value: string) => {
    const bytes = Buffer.from(value.slice(2), 'hex')
    return `0x${Buffer.from(order.map((at) => bytes[at]!)).toString('hex')}`
  }
  const { boundOf, ...numbers } = byteSpace(ordered(first), ordered(last))
  return {
    ...numbers,
    boundOf(number) {
      const found = Buffer.alloc(16)
      Buffer.from(boundOf(number).slice(2), 'hex').copy(found)
      const bytes = Buffer.alloc(16)
      for (const [place, at] of order.entries()) bytes[at] = found[place]!
      return `0x${(isSwapped ? asEarly(bytes) : asLate(bytes)).toString('hex')}`
    },
  }
}

function isEarly(bytes: Buffer): boolean {
  const version = bytes[6]! >> 4
  return version >= 1 && version <= 5 && bytes[8]! >= 0x80
}

// The server takes no UUID whose version is beyond 7, and tells by version and variant in which order it lies.
function asEarly(bytes: Buffer): Buffer {
  const version = bytes[6]! >> 4
  if (version < 1 || version > 5) bytes[6] = (bytes[6]! & 0x0f) | 0x10
  bytes[8] = bytes[8]! | 0x80
  return bytes
}

function asLate(bytes: Buffer): Buffer {
  bytes[6] = bytes[6]! & 0x7f
  return bytes
}
