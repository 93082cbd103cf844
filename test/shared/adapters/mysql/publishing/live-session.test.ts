import { expect, it } from 'vitest'
import { LiveSession } from '../../../../../shared/adapters/mysql/publishing/live-session.ts'
import type { Wire } from '../../../../../shared/adapters/mysql/wire/wire.ts'

it('a server that went is waited for once: whoever asks after that is told at once', async () => {
  let isThere = true
  let opened = 0
  const refused = async () => {
    throw new Error('refused')
  }
  const query = async (sql: string) => (isThere ? (sql.includes('CONNECTION_ID') ? [['7']] : []) : refused())
  const session = new LiveSession(
    async () => {
      opened++
      return isThere ? ({ query, close: () => undefined } as unknown as Wire) : refused()
    },
    'shop_staging',
    0.6,
  )
  await session.wire()
  isThere = false
  await expect(session.wire()).rejects.toThrow('refused')
  expect(opened).toBeGreaterThan(2)
  const before = opened
  await expect(session.wire()).rejects.toThrow('refused')
  expect(opened).toBe(before + 1)
})
