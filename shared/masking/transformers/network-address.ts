import { z } from 'zod'
import { DigitCycle } from '../numbers/digit-cycle.ts'
import {
  addressWithin,
  type IpAddress,
  readAddress,
  readPacked,
  writeAddress,
  writePacked,
} from '../text/ip-address.ts'
import type { Draw, MaskContext, Transformer } from '../transformer.ts'
import { proveAll, proveKind, proveLength } from './kinds.ts'

const shape = z.strictObject({
  keep_prefix: z
    .number()
    .int()
    .min(1)
    .max(28)
    .meta({
      description:
        'Bits from the front that stay, as of the network; of 128-bit addresses four times as many, as 24 and 96.',
      examples: [24],
    })
    .optional(),
})
const longestV4 = 15
const longestV6 = 39
const mapped = `${'\0'.repeat(10)}\xff\xff`

export const networkAddress: Transformer = {
  name: 'network_address',
  summary:
    'Another address of the same family: as text (alone, with a port, in a list), as INET4 or INET6, as a number, or as 4 or 16 bytes; no two addresses become one.',
  examples: [
    { rule: 'network_address', type: 'varchar(45)', values: ['10.20.30.40', '2001:db8::7'] },
    { rule: '{ mask: network_address, keep_prefix: 24 }', type: 'varchar(45)', values: ['10.20.30.40'] },
  ],
  options: shape,
  readsValue: true,
  keepsForm: true,
  draws: true,
  redraws: 'walk',
  avoidsOriginals: true,
  originals: 'identifying',
  domain: () => 'network_address',
  prove(context) {
    const { kind, columnType } = context.column
    // Addresses are as long as they are, whatever room the domain has elsewhere.
    const own = { ...context, maxLength: roomOf(context.column) }
    const isNarrow = kind === 'integer' && !/^(?:int|bigint)/.test(columnType)
    return proveAll(
      proveKind(context, ['text', 'binary', 'integer'], 'network_address'),
      kind === 'text' ? proveLength(own, longestV4, 'network_address') : { ok: true },
      kind === 'binary' ? proveLength(own, 4, 'network_address') : { ok: true },
      isNarrow
        ? { ok: false, problem: `network_address needs the 32 bits of an INT, the column is ${columnType}` }
        : { ok: true, note: 'no two addresses become one' },
    )
  },
  compile(context, options) {
    const cycle = new DigitCycle(context.subkey)
    const { keep_prefix: prefix = 0 } = shape.parse(options)
    const replace = ({ bits, number }: IpAddress, { attempt }: Draw): IpAddress => {
      const drawn = BigInt(bits - (bits === 32 ? prefix : prefix * 4))
      const network = (number >> drawn) << drawn
      return { bits, number: network | walk(cycle, drawn, number - network, attempt) }
    }
    if (context.column.kind === 'integer') return integerMask(context, replace)
    return context.column.kind === 'binary' ? binaryMask(context, replace) : textMask(context, replace)
  },
  recogniser: () => (words) => words.every((word) => /^[0-9a-f]+$/i.test(word)),
}

/** `attempt` is the draw's. */
type Replace = (address: IpAddress, draw: Draw) => IpAddress

/** Decimal strings in one cycle, those that are no address passed over: attempt n is the nth address further on. */
function walk(cycle: DigitCycle, bits: bigint, number: bigint, attempt: number): bigint {
  const digits = number.toString().padStart(String((1n << bits) - 1n).length, '0')
  let left = attempt
  for (let steps = 1; ; steps++) {
    const other = BigInt(cycle.after(digits, steps))
    if (other < 1n << bits && left-- === 0) return other
  }
}

function textMask({ column }: MaskContext, replace: Replace) {
  const maxLength = roomOf(column)
  const takesV6 = maxLength >= longestV6 && column.dataType !== 'inet4'
  return (value: string, draw: Draw) => {
    let found = 0
    const replaced = value.replaceAll(addressWithin, (text) => {
      found++
      const address = readAddress(text)
      return address.bits === 128 && !takesV6 ? drawV4(draw) : writeAddress(replace(address, draw))
    })
    // The name of a host says as much as its address.
    return found > 0 && replaced.length <= maxLength ? replaced : drawV4(draw)
  }
}

function binaryMask({ column }: MaskContext, replace: Replace) {
  const maxLength = roomOf(column)
  return (value: string, draw: Draw) => {
    if (value.length === 4) return writePacked(replace(readPacked(value), draw))
    // An address of 32 bits within one of 128 stays one.
    if (value.startsWith(mapped)) return mapped + writePacked(replace(readPacked(value.slice(mapped.length)), draw))
    if (value.length === 16 && maxLength >= 16) return writePacked(replace(readPacked(value), draw))
    const text = value.replaceAll(addressWithin, (address) => writeAddress(replace(readAddress(address), draw)))
    return text === value || text.length > maxLength
      ? writePacked({ bits: 32, number: BigInt(draw.int(2 ** 32)) })
      : text
  }
}

/** Signed columns hold the upper half of the addresses as negative numbers, as `ip2long` wrote them. */
function integerMask({ column }: MaskContext, replace: Replace) {
  const isSigned = !column.unsigned && column.dataType === 'int'
  return (value: string, draw: Draw) => {
    const number = BigInt.asUintN(32, BigInt(value))
    const other = replace({ bits: 32, number }, draw).number
    return String(isSigned ? BigInt.asIntN(32, other) : other)
  }
}

function roomOf({ maxLength }: MaskContext['column']): number {
  return maxLength ?? Number.POSITIVE_INFINITY
}

function drawV4(draw: Draw): string {
  return writeAddress({ bits: 32, number: BigInt(draw.int(2 ** 32)) })
}
