import { execFile } from 'node:child_process'
import { appendFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { freshFolder } from '../e2e/nightmask.ts'
import { freshDatabase, runSql, testServers } from '../setup/servers.ts'

/** As .ci/run installed it from the packed package: to bundle it takes as long as a night. */
const installed = process.env.NIGHTMASK_TEST_PACKAGE
const command = () => join(installed!, 'node_modules/nightmask/cli/bin.js')
const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
const sources = resolve('cli/bin.js')

describe.skipIf(!installed)('the installed command, from an empty folder', () => {
  let folder: string
  let source: string
  beforeAll(async () => {
    folder = freshFolder()
    const [server] = testServers()
    const [production, staging] = [await freshDatabase(server!, 'source'), await freshDatabase(server!, 'staging')]
    source = production.url
    cpSync('test/fixtures/masks', join(folder, 'masks'), { recursive: true })
    writeFileSync(
      join(folder, 'nightmask.yaml'),
      `source: { url: "${source}" }\nstaging: { url: "${staging.url}" }\ntransformers: ['masks/*.ts']\n`,
    )
  })
  const run = (...args: string[]) => started(folder, command(), args)

  it('knows its version, its rules and how to make a key', async () => {
    const told = await Promise.all(
      [['--version'], ['transformers', 'email'], ['key', 'new'], ['completion', 'bash']].map((args) => run(...args)),
    )
    expect(told.map(({ stdout }) => stdout)).toEqual([
      `${version}\n`,
      expect.stringContaining('65-bit'),
      expect.stringContaining('.nightmask-key/key'),
      expect.stringContaining('COMPREPLY'),
    ])
  })

  it('makes the shop of its examples, and a policy and schemas for it', async () => {
    const sizes = ['--users', '60', '--products', '20', '--orders', '90', '--reviews', '30']
    const made = await run('generate', '--target', source, ...sizes, '--json')
    expect(JSON.parse(made.stdout)).toMatchObject({ rows: { users: 60, orders: 90 } })
    const drafted = freshFolder()
    // Words and names of a language are parts of their own, read when they are asked for.
    await started(drafted, command(), ['init', '--source', source, '--locale', 'de'])
    expect(readFileSync(join(drafted, 'policy.yaml'), 'utf8')).toContain('full_name: full_name')
    expect(JSON.parse(readFileSync(join(drafted, 'policy.schema.json'), 'utf8')).title).toContain('nightmask')
    cpSync(join(drafted, 'policy.yaml'), join(folder, 'policy.yaml'))
  })

  it('plans, previews and runs a night with threads and transformers of the user, to its record', async () => {
    await runSql(source, 'ALTER TABLE users ADD COLUMN badge VARCHAR(40)')
    await runSql(source, "UPDATE users SET badge = CONCAT('X-', id)")
    const policy = readFileSync(join(folder, 'policy.yaml'), 'utf8')
    writeFileSync(join(folder, 'policy.yaml'), policy.replace(/^ {2}users:\n/m, '  users:\n    badge: badge\n'))
    const before = await Promise.all([run('doctor'), run('plan'), run('preview', '--table', 'users', '--rows', '2')])
    expect(before).toMatchObject(before.map(() => ({ code: 0 })))
    expect(before[2].stdout).toMatch(/b-[0-9a-z]{10}/)
    const night = await run('run', '--workers', '2', '--json')
    expect(JSON.parse(night.stdout)).toMatchObject({ outcome: 'published', record: { toolVersion: version } })
    const after = await Promise.all([run('audit', 'verify'), run('verify')])
    expect(after).toMatchObject(after.map(() => ({ code: 0 })))
  })

  it('tells where an unexpected error is in the sources', async () => {
    const harm = join(folder, 'harm.cjs')
    appendFileSync(harm, "require('node:fs/promises').readFile = async () => 5\n")
    appendFileSync(harm, "require('node:module').syncBuiltinESMExports()\n")
    const [bundled, own] = await Promise.all(
      [command(), sources].map((program) => started(folder, program, ['plan'], ['--require', harm])),
    )
    expect(bundled!.stderr).toMatch(/unexpected TypeError at \S+:\d+/)
    expect(bundled!.stderr).toBe(own!.stderr)
  })
})

interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

function started(
  cwd: string,
  program: string,
  args: readonly string[],
  options: readonly string[] = [],
): Promise<Ended> {
  return new Promise((done) => {
    const child = execFile(process.execPath, [...options, program, ...args], { cwd }, (_, stdout, stderr) =>
      done({ code: child.exitCode ?? 1, stdout, stderr }),
    )
  })
}
