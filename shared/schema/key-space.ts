import { keyForm, listedIn, listedValues } from './key-values.ts'
import type { Column } from './schema.ts'
import { textSpace } from './text-space.ts'
import { uuidSpace } from './uuid-space.ts'

/** The values of a key column between two of its keys as numbers in the server's order, so that they can be divided. Bounds are those of key-values.ts. */
export interface KeySpace {
  readonly first: bigint
  readonly last: bigint
  /** Into so many parts a range of numbers is divided at a time: then cuts are round, and stay where they are from night to night. */
  readonly radix: bigint
  boundOf(number: bigint): string
}

/** Asks the server for the order of characters; see Source. */
export type SortTexts = (texts: readonly string[]) => Promise<readonly string[]>

/** Null where nothing lies between the two. */
export async function keySpace(column: Column, first: string, last: string, sort: SortTexts): Promise<KeySpace | null> {
  const form = keyForm(column)
  if (form === null || first === last) return null
  if (form === 'text') return textSpace(first, last, sort)
  if (form === 'bytes') return byteSpace(first, last)
  if (form === 'typed') return typedSpace(column, first, last)
  if (form === 'time') return timeSpace(column, first, last)
  if (form === 'duration') return durationSpace(first, last)
  if (form === 'year') return yearSpace(first, last)
  return form === 'listed' ? listedSpace(column, first, last) : numberSpace(first, last)
}

const radix = 8n

// Decimals have as many digits behind the point as their column says.
function numberSpace(first: string, last: string): KeySpace {
  const scale = first.split('.')[1]?.length ?? 0
  const numberOf = (value: string) => BigInt(value.replace('.', ''))
  return {
    ...{ first: numberOf(first), last: numberOf(last), radix },
    boundOf(number) {
      const digits = String(number < 0n ? -number : number).padStart(scale + 1, '0')
      const point = digits.length - scale
      return `${number < 0n ? '-' : ''}${digits.slice(0, point)}${scale > 0 ? `.${digits.slice(point)}` : ''}`
    },
  }
}

/** Numbers of an ENUM's values, or of a SET's. */
function listedSpace(column: Column, first: string, last: string): KeySpace {
  const numberOf = (value: string) => BigInt(listedIn(value)!.number)
  const of = listedValues(column)
  return { first: numberOf(first), last: numberOf(last), radix, boundOf: (number) => `${number} of ${of}` }
}

/** The year 0000 lies before 1901, and a bound of one or two digits would be another year. */
function yearSpace(first: string, last: string): KeySpace {
  const numberOf = (value: string) => BigInt(value === '0' ? 1900 : value)
  return { first: numberOf(first), last: numberOf(last), radix, boundOf: String }
}

function typedSpace({ dataType }: Column, first: string, last: string): KeySpace {
  const bytesOf = (value: string) => value.slice(value.indexOf(' ') + 1)
  const space = dataType === 'uuid' ? uuidSpace : addressSpace
  const { boundOf, ...numbers } = space(bytesOf(first), bytesOf(last))
  return { ...numbers, boundOf: (number) => `${dataType} ${boundOf(number)}` }
}

/** An address has all of its bytes. */
function addressSpace(first: string, last: string): KeySpace {
  const { boundOf, ...numbers } = byteSpace(first, last)
  return { ...numbers, boundOf: (number) => boundOf(number).padEnd(first.length, '0') }
}

const spaceBytes = 8

/** The bytes after those that both begin with. */
export function byteSpace(first: string, last: string): KeySpace {
  const [low, high] = [Buffer.from(first.slice(2), 'hex'), Buffer.from(last.slice(2), 'hex')]
  let shared = 0
  while (shared < low.length && shared < high.length && low[shared] === high[shared]) shared++
  const numberOf = (bytes: Buffer) => {
    const after = Buffer.alloc(spaceBytes)
    bytes.copy(after, 0, shared, shared + spaceBytes)
    return after.readBigUInt64BE()
  }
  return {
    ...{ first: numberOf(low), last: numberOf(high), radix },
    boundOf(number) {
      const after = number
        .toString(16)
        .padStart(spaceBytes * 2, '0')
        .replace(/(00)+$/, '')
      return `0x${low.subarray(0, shared).toString('hex')}${after}`
    },
  }
}

/** Seconds, or days of a DATE. Times that are none, such as 0000-00-00, count as the first of all. */
function timeSpace({ dataType }: Column, first: string, last: string): KeySpace {
  const seconds = dataType === 'date' ? 24n * 3600n : 1n
  const numberOf = (value: string) => {
    const time = Date.parse(`${value.slice(0, 19).replace(' ', 'T')}${value.length > 10 ? '' : 'T00:00:00'}Z`)
    return Number.isNaN(time) ? BigInt(yearOne) / seconds : BigInt(Math.floor(time / 1000)) / seconds
  }
  return {
    ...{ first: numberOf(first), last: numberOf(last), radix },
    boundOf(number) {
      const text = new Date(Number(number * seconds) * 1000).toISOString().replace('T', ' ')
      return dataType === 'date' ? text.slice(0, 10) : text.slice(0, 19)
    },
  }
}

/** 0001-01-01 in seconds. */
const yearOne = -62_135_596_800

/** Seconds of a TIME, which may lie before midnight. */
function durationSpace(first: string, last: string): KeySpace {
  const numberOf = (value: string) => {
    const [hours = 0, minutes = 0, seconds = 0] = value.replace('-', '').split(':').map(Number)
    const total = hours * 3600 + minutes * 60 + seconds
    return BigInt(Math.floor(value.startsWith('-') ? -total : total))
  }
  return {
    ...{ first: numberOf(first), last: numberOf(last), radix },
    boundOf(number) {
      const seconds = Number(number < 0n ? -number : number)
      const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
      return `${number < 0n ? '-' : ''}${parts.map((part) => String(part).padStart(2, '0')).join(':')}`
    },
  }
}
