import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { describeEachServer, runSql } from '../setup/servers.ts'
import { freshFolder, nightmask, runFlags } from './nightmask.ts'
import { freshShop, succeed } from './shop.ts'

describeEachServer('a policy over time', (server) => {
  it('is told by `plan` from what to what it changed, gets what is new by `init --update`, and covers again', async () => {
    const { source, staging, folder } = await freshShop(server, 0.1)
    const flags = runFlags(source.url, staging.url, folder)
    await succeed('init', '--source', source.url, '--out', folder)
    await succeed('run', ...flags)
    const file = join(folder, 'policy.yaml')
    const changed = readFileSync(file, 'utf8').replace(/email: email.*/, 'email: { mask: hash, length: 30 } # decided')
    writeFileSync(file, changed)
    await runSql(
      source.url,
      "ALTER TABLE users ADD COLUMN mobile_phone VARCHAR(30) NULL, MODIFY full_name VARCHAR(150) NOT NULL; UPDATE users SET mobile_phone = '+999 555 0100'",
    )
    expect(await nightmask('plan', ...flags)).toMatchObject({ exitCode: 3 })
    const update = await succeed('init', '--update', '--source', source.url, '--out', folder)
    expect(update).toMatch(/users\.mobile_phone +(?:phone|digits)/)
    const updated = readFileSync(file, 'utf8')
    // What editors check it by knows the new column too.
    expect(readFileSync(join(folder, 'policy.schema.json'), 'utf8')).toContain('"mobile_phone": {')
    expect(updated.split('\n').filter((line) => !changed.includes(line))).toEqual([
      expect.stringMatching(/^ {4}mobile_phone: (?:phone|digits) +# /),
    ])
    const plan = await succeed('plan', ...flags)
    for (const told of [
      /users\.mobile_phone was added/,
      /users\.full_name: varchar\(\d+\) \S+ NOT NULL → varchar\(150\) \S+ NOT NULL/,
      /users\.email: email → \{ mask: hash, length: 30 \}/,
    ])
      expect(plan.replaceAll(/\s+/g, ' ')).toMatch(told)
  })

  it('is checked against migrations without a production, each gap on the line that makes its column', async () => {
    const folder = freshFolder()
    const migrations = join(folder, 'migrations')
    mkdirSync(migrations)
    writeFileSync(join(migrations, '2.sql'), readFileSync('examples/shop/schema.sql', 'utf8'))
    const flags = ['--policy', 'examples/shop/policy.yaml', '--schema', migrations, '--server', server.url]
    expect(await nightmask('plan', ...flags)).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/Covered/) })
    // After the second by its number, and refused by MariaDB as it stands.
    writeFileSync(
      join(migrations, '10.sql'),
      '-- contacts\nALTER TABLE users\n  ADD COLUMN seen DATE NULL,\n  ADD COLUMN fax VARCHAR(20) COLLATE utf8mb4_0900_ai_ci;\n',
    )
    const refused = await nightmask('plan', ...flags, '--format', 'sarif')
    expect(refused.exitCode).toBe(3)
    const [run] = JSON.parse(refused.stdout).runs
    const found = run.results.map(({ ruleId, message, locations: [{ physicalLocation }] }: Sarif) => [
      ruleId,
      message.text.slice(0, 30),
      physicalLocation.artifactLocation.uri.slice(-6),
      physicalLocation.region.startLine,
    ])
    expect(found).toEqual([
      ['unclassified-column', 'users.seen is not classified (', '10.sql', 3],
      ['unclassified-column', 'users.fax is not classified (s', '10.sql', 4],
    ])
    writeFileSync(join(migrations, '10.sql'), "\nINSERT INTO nowhere VALUES ('a secret')")
    const broken = await nightmask('plan', ...flags)
    expect(broken).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/10\.sql:2: the server answered error 1146/),
    })
    expect(broken.stderr + broken.stdout).not.toMatch(/secret/)
    expect(await runSql(server.url, "SHOW DATABASES LIKE 'nightmask_check%'")).toEqual([])
  })
})

interface Sarif {
  readonly ruleId: string
  readonly message: { readonly text: string }
  readonly locations: [{ physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } } }]
}
