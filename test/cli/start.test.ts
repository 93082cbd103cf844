import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { OwnThread } from '../../cli/run/own-thread.ts'
import { isSmall, ThreadPool } from '../../cli/run/thread-pool.ts'
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

it('a small database is masked without threads, unless somebody asks for them', async () => {
  const setup = {
    sourceUrl: 'mysql://root@127.0.0.1:1/production',
    stagingUrl: 'mysql://root@127.0.0.1:1/staging',
    artifacts: freshFolder(),
    key: { file: 'none' },
    keyId: 'k-none',
    transformers: [],
    scanned: 'shadow' as const,
  }
  const inProcess = ({ workers, small }: { workers: number | null; small: boolean }) => {
    const pool = new ThreadPool(setup, { workers, isSmall: small })
    return pool.stop().then(() => pool.threads.every((thread) => thread instanceof OwnThread))
  }
  expect(await inProcess({ workers: null, small: true })).toBe(true)
  expect(await inProcess({ workers: null, small: false })).toBe(false)
  expect(await inProcess({ workers: 1, small: true })).toBe(false)
  expect([
    isSmall([{ rowsEstimate: 20_000, bytesEstimate: 1 }]),
    isSmall([
      { rowsEstimate: 20_000, bytesEstimate: 1 },
      { rowsEstimate: 1, bytesEstimate: 1 },
    ]),
    isSmall([{ rowsEstimate: 1, bytesEstimate: 10_000_000 }]),
  ]).toEqual([true, false, false])
  await expect(new OwnThread(setup).run('reach', null)).rejects.toThrow(
    'source 127.0.0.1:1: cannot connect (ECONNREFUSED: nothing listens there).',
  )
})
