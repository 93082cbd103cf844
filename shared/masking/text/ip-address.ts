/** Addresses as numbers of 32 or of 128 bits, and back in the form that they had. */
export interface IpAddress {
  readonly bits: 32 | 128
  readonly number: bigint
}

const v4 = String.raw`(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)`
const v6 = `(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})?::(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})?`

/** Addresses within a text, those of 128 bits with their numbers apart from a mapped one of 32 bits, which is found by itself. */
export const addressWithin = new RegExp(String.raw`(?<![\w.])${v4}(?![\w.])|(?<![\w:])(?:${v6})(?![\w:.])`, 'gi')

/** Reads what `addressWithin` finds. */
export function readAddress(text: string): IpAddress {
  if (text.includes('.')) return { bits: 32, number: joinParts(text.split('.').map(Number), 8n) }
  const [left = '', right] = text.split('::')
  const parts = (half: string) => (half === '' ? [] : half.split(':').map((part) => Number.parseInt(part, 16)))
  const [head, tail] = [parts(left), parts(right ?? '')]
  const zeros = right === undefined ? [] : Array<number>(Math.max(0, 8 - head.length - tail.length)).fill(0)
  return { bits: 128, number: joinParts([...head, ...zeros, ...tail], 16n) }
}

export function writeAddress({ bits, number }: IpAddress): string {
  if (bits === 32) return splitParts(number, 4, 8n).join('.')
  return splitParts(number, 8, 16n)
    .map((part) => part.toString(16))
    .join(':')
}

/** Four or sixteen bytes, each a character, as masks see cells of bytes. */
export function readPacked(bytes: string): IpAddress {
  const number = joinParts(
    Array.from(bytes, (byte) => byte.charCodeAt(0)),
    8n,
  )
  return { bits: bytes.length === 4 ? 32 : 128, number }
}

export function writePacked({ bits, number }: IpAddress): string {
  return String.fromCharCode(...splitParts(number, bits / 8, 8n))
}

function joinParts(parts: readonly number[], width: bigint): bigint {
  return parts.reduce((number, part) => (number << width) | BigInt(part), 0n)
}

function splitParts(number: bigint, count: number, width: bigint): number[] {
  return Array.from({ length: count }, (_, at) =>
    Number((number >> (BigInt(count - 1 - at) * width)) & ((1n << width) - 1n)),
  )
}
