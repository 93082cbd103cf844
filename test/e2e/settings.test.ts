import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { describeEachServer, freshDatabase, runSql } from '../setup/servers.ts'
import { digestOf } from './compare.ts'
import { freshFolder, nightmask, runFlags } from './nightmask.ts'

const fixture = readFileSync('test/fixtures/settings.sql', 'utf8')
describeEachServer('tables of settings, attributes and templates', (server) => {
  it('stay what they are but for what is personal or secret in them, and init says what it did', async () => {
    const [source, staging] = [await freshDatabase(server, 'knobs'), await freshDatabase(server, 'staging')]
    await runSql(source.url, fixture)
    const folder = freshFolder()
    const init = await nightmask('init', '--source', source.url, '--out', folder)
    expect([init.exitCode, init.stderr.slice(-500)]).toEqual([0, expect.not.stringContaining('Error')])
    await nightmask('key', 'new', '--key-file', join(folder, 'key'))
    const run = await nightmask('run', ...runFlags(source.url, staging.url, folder))
    expect([run.exitCode, run.stdout]).toEqual([0, expect.any(String)])

    const cells = async (url: string, sql: string) =>
      Object.fromEntries(await runSql(url, sql)) as Record<string, string>
    const changed = async (sql: string) => {
      const [before, after] = [await cells(source.url, sql), await cells(staging.url, sql)]
      return Object.keys(before)
        .filter((name) => before[name] !== after[name])
        .sort()
    }
    const knobs = 'SELECT knob_name, CONVERT(knob_value USING utf8mb4) FROM knobs'
    expect(await changed(knobs)).toEqual(['gate_private_key', 'letter_reset_password_body', 'office_mail'])
    expect(await changed("SELECT CONCAT(shop_id, ' ', path), value FROM dials")).toEqual([
      ...['1 mail/sender', '1 mail/smtp_password', '1 stock/levels'],
    ])
    expect(
      await changed("SELECT CONCAT(member_id, ' ', trait_key), trait_value FROM member_traits WHERE member_id = 2"),
    ).toEqual([...['2 billing_email', '2 billing_first_name', '2 billing_last_name', '2 billing_phone']])
    expect(
      await changed(
        "SELECT CONCAT(member_id, ' ', attribute_id), value FROM member_attribute_text WHERE member_id = 3",
      ),
    ).toEqual(['3 5', '3 7'])
    expect(await changed('SELECT code, body FROM letter_templates')).toEqual(['welcome'])
    expect(await changed('SELECT part, layout FROM form_parts')).toEqual(['mail'])
    for (const [table, columns] of [
      ['roles', ['id', 'role_name', 'hook']],
      ['attribute_kind', ['attribute_id', 'attribute_code', 'label']],
    ] as const)
      expect([table, await digestOf(staging.url, table, columns)]).toEqual([
        table,
        await digestOf(source.url, table, columns),
      ])

    const after = await cells(staging.url, knobs)
    const [[mail = '']] = (await runSql(staging.url, 'SELECT email FROM members WHERE member_id = 1')) as [[string]]
    expect([after.office_mail, after.gate_private_key]).toEqual([`s:${mail.length}:"${mail}";`, 's:0:"";'])
    expect(after.letter_reset_password_body).toMatch(
      /^s:\d+:"Choose a password here, or write to \S+@example\.(com|net|org)\.";$/,
    )
    const dials = await cells(staging.url, 'SELECT path, value FROM dials WHERE shop_id = 1')
    expect(dials['mail/sender']).toMatch(/^Heath <\S+@example\.(com|net|org)>$/)
    const [[third = '']] = (await runSql(staging.url, 'SELECT email FROM members WHERE member_id = 3')) as [[string]]
    expect(JSON.parse(dials['stock/levels']!)).toEqual({ low: 2, warn: [third] })
    if (!spawnSync('php', ['-v']).error)
      for (const value of Object.values(after).filter((text) => text !== 'b:0;'))
        expect(
          execFileSync('php', ['-r', 'var_dump(unserialize(stream_get_contents(STDIN)) === false);'], {
            input: value,
          }).toString(),
        ).toBe('bool(false)\n')

    const policy = readFileSync(join(folder, 'policy.yaml'), 'utf8')
    expect(policy).toMatch(/"5": first_name +# firstname: a first name/)
    for (const table of ['knobs', 'dials', 'member_traits', 'member_attribute_text'])
      expect(policy).toContain(`# ${table}: `)
    expect(policy).not.toMatch(/heath\.example|Tr1ckle|k3Yx9/)
    expect(init.stdout.replaceAll(/\s+/g, ' ')).toContain(
      "dials holds the site's own addresses, how mail is sent, passwords, tokens or keys",
    )
    expect(readFileSync(join(folder, 'nightmask.yaml'), 'utf8')).toMatch(/keep_tables: \[.*"dials".*\]/)
  })
})
