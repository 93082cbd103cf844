import { z } from 'zod'
import type { Draw, Transformer } from '../transformer.ts'
import { proveAll, proveKind, proveLength, proveUnique } from './kinds.ts'

const randomBits = 122
const bytesLong = 16
const textLong = 36

export const uuid: Transformer = {
  name: 'uuid',
  summary: 'Another UUID (version 4), written as the one before: with or without hyphens, in capitals, or as 16 bytes.',
  examples: [{ rule: 'uuid', type: 'char(36)', values: ['123e4567-e89b-12d3-a456-426614174000'] }],
  options: z.strictObject({}),
  readsValue: true,
  keepsForm: true,
  draws: true,
  tagged: () => true,
  avoidsOriginals: false,
  originals: 'identifying',
  domain: () => 'uuid',
  prove(context) {
    return proveAll(
      proveKind(context, ['text', 'binary'], 'uuid'),
      // A UUID is as long as it is, whatever room the domain has elsewhere.
      proveLength(
        { ...context, maxLength: context.column.maxLength ?? textLong },
        shortest(context.column.kind),
        'uuid',
      ),
      proveUnique(context, randomBits, 'uuid'),
    )
  },
  compile({ column }) {
    return (value, draw) => {
      const hex = drawHex(draw)
      if (column.kind === 'binary' && value.length === bytesLong) return Buffer.from(hex, 'hex').toString('latin1')
      const written = /^[0-9a-f]{32}$/i.test(value)
        ? hex
        : hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
      return /[A-F]/.test(value) && !/[a-f]/.test(value) ? written.toUpperCase() : written
    }
  },
  recogniser: () => (words) => words.every((word) => /^[0-9a-f]+$/i.test(word)),
}

function shortest(kind: string): number {
  return kind === 'binary' ? bytesLong : textLong
}

function drawHex(draw: Draw): string {
  const bytes = Buffer.alloc(bytesLong)
  for (let at = 0; at < bytesLong; at += 4) bytes.writeUInt32BE(draw.int(2 ** 32), at)
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return bytes.toString('hex')
}
