import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { freshRun, poolOf, type Run, startThreadsAsBefore } from '../../cli/run/open-run.ts'
import { OwnThread } from '../../cli/run/own-thread.ts'
import { ownThreads, startThreads, ThreadPool } from '../../cli/run/thread-pool.ts'
import { freshFolder } from '../e2e/nightmask.ts'

it('the command starts without the program that strips types, once its code is kept', () => {
  const tell = join(freshFolder(), 'tell.cjs')
  writeFileSync(
    tell,
    "process.on('exit', () => console.error(process.moduleLoadList.filter((name) => /amaro/.test(name)).length))",
  )
  const start = () =>
    spawnSync(process.execPath, ['--require', tell, 'cli/bin.js', '--version'], { encoding: 'utf8' }).stderr
  start()
  expect(start()).toBe('0\n')
})

const setup = {
  sourceUrl: 'mysql://root@127.0.0.1:1/production',
  stagingUrl: 'mysql://root@127.0.0.1:1/staging',
  artifacts: freshFolder(),
  key: { file: 'none' },
  keyId: 'k-none',
  transformers: [],
  scanned: 'shadow' as const,
}

it('a small database is masked without threads, and one that is not large with a thread less, unless somebody asks for them', async () => {
  const own = (workers: number | null, tables: Parameters<typeof ownThreads>[0]) => {
    const pool = new ThreadPool(setup, { workers, own: ownThreads(tables) })
    const are = pool.threads.map((thread) => thread instanceof OwnThread)
    return pool.stop().then(() => are.slice(0, 2))
  }
  const holding = (rowsEstimate: number, bytesEstimate: number) => ({ rowsEstimate, bytesEstimate })
  expect(await own(null, [holding(20_000, 1)])).toEqual([true, true])
  expect(await own(null, [holding(20_000, 1), holding(1, 1)])).toEqual([true, false])
  expect(await own(null, [holding(1, 10_000_000)])).toEqual([true, false])
  expect(await own(null, [holding(250_001, 1)])).toEqual([false, false])
  expect(await own(1, [holding(1, 1)])).toEqual([false])
  await expect(new OwnThread(setup).run('reach', null)).rejects.toThrow(
    'source 127.0.0.1:1: cannot connect (ECONNREFUSED: nothing listens there).',
  )
})

it.each([
  ['a night by changes, of which the process itself does the work of one thread', null, 1, 1, 1],
  ['a full night', null, 0, 0, 1],
  ['a night that was asked for its threads', 2, 1, 0, 0],
])('threads that were started before are those of %s', async (_, workers, own, byItself, later) => {
  const started = startThreads(setup, { workers, own: 1 })
  const pool = new ThreadPool(setup, { workers, own }, null, started)
  expect(pool.threads).toHaveLength(started.length + later)
  expect(pool.threads.filter((thread) => thread instanceof OwnThread)).toHaveLength(byItself)
  expect(pool.threads.filter((thread) => started.includes(thread))).toHaveLength(started.length)
  await pool.stop()
})

it('threads are started as the run before needed them, and those that tonight does not need end with it', async () => {
  const holding = (rowsEstimate: number) => ({ schema: { tables: [{ rowsEstimate, bytesEstimate: 1 }] } })
  const plans = { find: async (runId: string) => (runId === 'newer' ? holding(1_000_000) : null) }
  const records = { list: async () => ['older', 'newer'].map((runId) => ({ runId, path: '' })) }
  const config = { source: { url: setup.sourceUrl }, staging: { url: setup.stagingUrl } }
  const options = { config, workers: null }
  const run = freshRun({ options, stores: { plans, records }, key: {}, keySource: setup.key, lock: {} } as never) as Run
  await startThreadsAsBefore(run)
  const { started } = run
  expect(started.length).toBeGreaterThan(0)
  run.plan = holding(1) as never
  const pool = poolOf(run)
  expect(pool.threads.every((thread) => thread instanceof OwnThread)).toBe(true)
  expect(run.started).toEqual(started)
  await Promise.all([pool, ...run.started].map((one) => one.stop()))
})
