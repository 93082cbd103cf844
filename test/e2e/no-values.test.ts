import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { AuditRecord } from '../../shared/audit/record.ts'
import { runSql, testServers } from '../setup/servers.ts'
import { nightmask, type Outcome } from './nightmask.ts'
import { freshShop } from './shop.ts'

const marker = 'Zyxwomark'
// Everybody is marked, and one of them is named in a column that is kept: a leak.
const mark = `
  UPDATE users SET full_name = CONCAT('${marker} Number', id), email = CONCAT('${marker}.', id, '@real.example.net');
  UPDATE reviews SET comment = CONCAT('${marker} says: ', comment);
  UPDATE products SET description = 'Ask ${marker} Number7 about it.' WHERE id = 3`

describe.each(testServers().slice(-1))('what a run prints and leaves behind', (server) => {
  it('holds no value of a masked column, also when it is refused for one, or stopped by a column that has it as default', async () => {
    const { source, folder, flags } = await freshShop(server, 0.1)
    await runSql(source.url, mark)
    const refused = await run(4)
    expect(recordOf(refused).checks.find(({ name }) => name === 'leaks')).toMatchObject({
      verdict: 'failed',
      findings: ['products.description: 1 cell with a real value of users.full_name, a value with digits'],
    })

    await runSql(
      source.url,
      `ALTER TABLE users ADD nickname VARCHAR(40) NOT NULL DEFAULT '${marker}' COMMENT '${marker}'`,
    )
    expect(recordOf(await run(3))).toMatchObject({ outcome: 'failed', reached: 'plan' })

    const artifacts = filesIn(join(folder, 'artifacts'))
    // A page for each run, and the index of both.
    expect(artifacts.filter((path) => path.endsWith('.html'))).toHaveLength(3)
    expect(artifacts.some((path) => path.includes('/originals/'))).toBe(true)
    for (const path of artifacts) expectUnmarked(path, readFileSync(path, 'latin1'))

    async function run(exitCode: number): Promise<Outcome> {
      const outcome = await nightmask('run', ...flags, '--json')
      expect(outcome.exitCode, outcome.stderr).toBe(exitCode)
      expectUnmarked('standard output', outcome.stdout)
      expectUnmarked('standard error', outcome.stderr)
      return outcome
    }
  })
})

function recordOf({ stdout }: Outcome): AuditRecord {
  return JSON.parse(stdout).record
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

function expectUnmarked(place: string, text: string): void {
  expect(text.toLowerCase().includes(marker.toLowerCase()), place).toBe(false)
}
