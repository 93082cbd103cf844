import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { Scanner } from '../../../shared/ports.ts'
import { verify } from '../../../shared/steps/verify.ts'
import { describeEachServer, freshDatabase, runSql } from '../../setup/servers.ts'
import { loadAll, localPorts, planOf } from './local-run.ts'

describeEachServer('verify', (server) => {
  it('reads no table of the shadow schema before it is sealed, or somebody could change what was read and not be noticed', async () => {
    const [source, staging] = [await freshDatabase(server, 'sealed'), await freshDatabase(server, 'stage')]
    await runSql(
      source.url,
      `CREATE TABLE notes (id INT PRIMARY KEY, text VARCHAR(20)); INSERT INTO notes VALUES (1, 1);
       CREATE TABLE pages (id INT PRIMARY KEY, text VARCHAR(20)); INSERT INTO pages VALUES (1, 1)`,
    )
    const ports = await localPorts(source, staging)
    await loadAll(await planOf(ports, 'sealed', { 'notes.text': 'hash', 'pages.text': 'hash' }), ports)
    const asked: string[] = []
    const scanned: string[][] = []
    const scanner: Scanner = {
      ...ports.scanner,
      scan: (index, parts) => {
        scanned.push(parts.map(({ chunk }) => chunk.table))
        return ports.scanner.scan(index, parts)
      },
    }
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
    const [early, all] = [Promise.withResolvers<ReadonlySet<string>>(), Promise.withResolvers<void>()]
    const verifying = verify(
      { runId: 'sealed', sealing: { early: early.promise, all: all.promise } },
      { ...ports, shadow: noted(ports.shadow), scanner },
    )
    await pause(200)
    expect([asked, scanned]).toEqual([[], []])
    early.resolve(new Set(['pages']))
    await expect.poll(() => scanned).toEqual([['pages']])
    await pause(100)
    expect(asked).toEqual([])
    all.resolve()
    expect((await verifying).verdict).toBe('passed')
    expect(scanned).toEqual([['pages'], ['notes']])
    expect(asked).toContain('introspect')
  })
})
