import type { Socket } from 'node:net'
import { expect, it } from 'vitest'
import { insertSeedSql } from '../../../../shared/adapters/mysql/shadow/insert-seed.ts'
import { WireOutput } from '../../../../shared/adapters/mysql/wire/wire-output.ts'
import type { Column, Table } from '../../../../shared/schema/schema.ts'

const packetBytes = 3000

it('sends a file in packets that the server takes, and loses nothing of it', async () => {
  const sent: Uint8Array[] = []
  const write = (bytes: Uint8Array, done?: () => void) => {
    sent.push(bytes)
    done?.()
  }
  const socket = { write, cork: () => undefined, uncork: () => undefined } as unknown as Socket
  const output = new WireOutput(socket, 'staging', 60)
  output.packetBytes = packetBytes
  const file = Buffer.from('a line of a file\n'.repeat(1000))
  await output.writeBlock(file)
  const payloads = payloadsOf(Buffer.concat(sent))
  expect(Math.max(...payloads.map(({ length }) => length))).toBe(packetBytes)
  expect(Buffer.concat(payloads).equals(file)).toBe(true)
})

it('seeds rows in statements that the server takes', () => {
  const table = { name: 'notes', columns: [{ name: 'note', kind: 'text' } as Column] } as unknown as Table
  const rows = Array.from({ length: 40 }, () => ['🦉'.repeat(100)])
  const statements = [...insertSeedSql('shop', table, ['note'], rows, packetBytes)]
  expect(Math.max(...statements.map((statement) => Buffer.byteLength(statement)))).toBeLessThanOrEqual(packetBytes)
  expect(statements.join('').split('f09fa689').length - 1).toBe(4000)
})

/** What the packets of a connection hold, each after its length in three bytes and its number. */
function payloadsOf(bytes: Buffer): Buffer[] {
  const payloads: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    const end = at + 4 + bytes.readUIntLE(at, 3)
    payloads.push(bytes.subarray(at + 4, end))
    at = end
  }
  return payloads
}
