import { readFileSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import { lambdaFor } from '../../functions/lambda-for.ts'
import { assertRead } from '../../functions/restore-parts.ts'
import { functionTable } from '../../infra/function-table.ts'
import { DatabaseError, RefusedError } from '../../shared/errors.ts'

describe('a handler', () => {
  it.each(Object.keys(functionTable))('of %s is one thin file without a decision', (name) => {
    const text = readFileSync(`functions/${name}.ts`, 'utf8')
    expect(text).toMatch(/^export const handler = lambdaFor\(/m)
    expect(text.split('\n').length).toBeLessThan(45)
    expect(text).not.toMatch(/\bif\b|\bswitch\b|\bfor \(|\bwhile\b| \? /)
  })

  it('fails with the kind of the failure as its name and one sentence, which is all that it logs', async () => {
    const refuse = handlerThat(() => new RefusedError('users.email: 2 originals were found.'))
    const failure = await refuse({ run: { runId: 'night-1' } }).catch((error) => error)
    expect([failure.name, failure.message]).toEqual(['Refused', 'users.email: 2 originals were found.'])
    expect(failure.stack).toBe('Refused: users.email: 2 originals were found.')
    expect(await nameOf(() => new DatabaseError('staging h:3306: loading', 1205, 'HY000'))).toBe('Failed')
  })

  it('says of rows that are still to be read that they are not there yet, and logs it as nothing wrong', async () => {
    const spy = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    const chunk = { table: 't', n: 7, columns: [], from: null, to: null }
    const part = { kind: 'rows' as const, chunks: [chunk] as const }
    const failure = await lambdaFor(
      'restore',
      async () => ({ receipts: { isRead: async () => false } }),
      (_: object, ports) => assertRead('night-1', part, ports as never),
    )({}).catch((error) => error)
    const written = spy.mock.calls.map(([text]) => String(text)).join()
    spy.mockRestore()
    expect([failure.name, failure.message]).toEqual(['NotYet', 't, chunk 7: it is not read yet.'])
    expect(written).not.toContain('"level":"ERROR"')
    const receipts = { isRead: async () => true }
    await expect(assertRead('night-1', part, { receipts } as never)).resolves.toBeUndefined()
  })

  it('tells nothing of a foreign error but its class and code: its message may quote a value', async () => {
    const spy = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const error = Object.assign(new TypeError("Duplicate entry 'ada@example.com'"), { code: 'ER_DUP_ENTRY' })
    const failure = await handlerThat(() => error)({}).catch((thrown) => thrown)
    const written = spy.mock.calls.map(([text]) => String(text))
    spy.mockRestore()
    expect(written.join()).toContain('"level":"ERROR"')
    expect(failure.message).toContain('unexpected TypeError (ER_DUP_ENTRY)')
    expect(`${failure.message}${failure.stack}${written.join()}`).not.toContain('ada@example.com')
  })

  it('closes what it opened, in whatever way it ends', async () => {
    const closed: string[] = []
    const handler = lambdaFor(
      'test',
      async (_: object, closing) => {
        closing.add({ close: () => closed.push('first') })
        closing.add({ close: () => Promise.reject(new Error('gone already')) })
        closing.add({ close: () => closed.push('last') })
      },
      async () => Promise.reject(new Error('no')),
    )
    await expect(handler({})).rejects.toThrow()
    expect(closed).toEqual(['last', 'first'])
  })
})

function handlerThat(fails: () => Error) {
  return lambdaFor(
    'test',
    async (_: object) => null,
    () => Promise.reject(fails()),
  )
}

function nameOf(fails: () => Error): Promise<string> {
  return handlerThat(fails)({}).then(
    () => '',
    (error: Error) => error.name,
  )
}
