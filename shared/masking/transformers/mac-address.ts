import { z } from 'zod'
import type { Draw, Transformer } from '../transformer.ts'
import { inOwnRoom, proveAll, proveKind, proveLength, proveUnique } from './kinds.ts'

const bytesLong = 6
const textLong = 12
/** Two bits of the first byte are settled. */
const randomBits = 46

export const macAddress: Transformer = {
  name: 'mac_address',
  summary:
    'Another MAC address, locally administered, so that it is no manufacturer’s; written as the one before: colons, hyphens, dots or none, or 6 bytes.',
  examples: [{ rule: 'mac_address', type: 'char(17)', values: ['3C-22-FB-01-02-03'] }],
  options: z.strictObject({}),
  readsValue: true,
  draws: true,
  avoidsOriginals: false,
  originals: 'identifying',
  domain: () => 'mac_address',
  prove(context) {
    const own = inOwnRoom(context)
    return proveAll(
      proveKind(context, ['text', 'binary'], 'mac_address'),
      proveLength(own, context.column.kind === 'binary' ? bytesLong : textLong, 'mac_address'),
      proveUnique(context, randomBits, 'mac_address'),
    )
  },
  compile({ column }) {
    const room = column.maxLength ?? Number.POSITIVE_INFINITY
    return (value, draw) => {
      const bytes = drawBytes(draw)
      if (column.kind === 'binary' && value.length === bytesLong) return bytes.toString('latin1')
      const hex = bytes.toString('hex')
      if (!/^[0-9a-f]{2}([:-]?)(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}$|^[0-9a-f]{4}(?:\.[0-9a-f]{4}){2}$/i.test(value))
        return room >= textLong ? hex : bytes.toString('latin1')
      let at = 0
      const written = value.replaceAll(/[0-9a-f]/gi, () => hex[at++]!)
      return /[A-F]/.test(value) ? written.toUpperCase() : written
    }
  },
  example: () => '02'.repeat(bytesLong),
  recogniser: () => (words) => words.every((word) => /^[0-9a-f]+$/i.test(word)),
}

function drawBytes(draw: Draw): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeUInt32BE(draw.int(2 ** 32), 0)
  bytes.writeUInt32BE(draw.int(2 ** 32), 4)
  // IEEE 802: bit 1 of the first byte says locally administered, bit 0 that it is one device's.
  bytes[0] = (bytes[0]! & 0xfc) | 0x02
  return bytes.subarray(0, bytesLong)
}
