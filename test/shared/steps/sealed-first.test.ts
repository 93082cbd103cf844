import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { verify } from '../../../shared/steps/verify.ts'
import { describeEachServer, freshDatabase, runSql } from '../../setup/servers.ts'
import { loadAll, localPorts, planOf } from './local-run.ts'

describeEachServer('verify', (server) => {
  it('reads nothing of the shadow schema before it is sealed, or somebody could change what was read and not be noticed', async () => {
    const [source, staging] = [await freshDatabase(server, 'sealed'), await freshDatabase(server, 'stage')]
    await runSql(
      source.url,
      'CREATE TABLE notes (id INT PRIMARY KEY, text VARCHAR(20)); INSERT INTO notes VALUES (1, 1)',
    )
    const ports = await localPorts(source, staging)
    await loadAll(await planOf(ports, 'sealed', { 'notes.text': 'hash' }), ports)
    const asked: string[] = []
    const noted = <Port extends object>(port: Port): Port =>
      new Proxy(port, {
        get(target, name: string & keyof Port) {
          const method = target[name] as unknown as (...args: unknown[]) => unknown
          return (...args: unknown[]) => {
            asked.push(name)
            return method(...args)
          }
        },
      })
    const { promise: sealed, resolve: seal } = Promise.withResolvers<void>()
    const verifying = verify(
      { runId: 'sealed', sealed },
      { ...ports, shadow: noted(ports.shadow), scanner: noted(ports.scanner) },
    )
    await pause(200)
    expect(asked).toEqual([])
    seal()
    expect((await verifying).verdict).toBe('passed')
    expect(asked).toEqual(expect.arrayContaining(['introspect', 'scan']))
  })
})
