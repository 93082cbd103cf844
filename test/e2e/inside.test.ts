import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { AuditRecord } from '../../shared/audit/record.ts'
import { describeEachServer, freshDatabase, runSql } from '../setup/servers.ts'
import { freshFolder, nightmask, runFlags } from './nightmask.ts'

const [mail, name, tel] = ['odalys@brook.example.org', 'Odalys Vandersloot', '+44 20 7946 0123']
const bytes = Buffer.byteLength
const php = (who: string) => `a:3:{s:7:"größe";d:1.50;s:5:"owner";s:${bytes(who)}:"${who}";s:4:"blob";s:8:"{"n":01}";}`
const cart = (who: string) =>
  String.raw`{ "z":1.10, "by":{"mail" : "${who}"},"fax":"+44 20 7946 0188","big":123456789012345678901,"a\/b":[]}`
const string = (text: string) => `s:${bytes(text)}:"${text}";`
/** As WooCommerce keeps a session: serialised values within one. */
const session = (who: string) =>
  `a:2:{${string('customer')}${string(`a:2:{${string('email')}${string(who)}${string('city')}${string('Łódź')}}`)}${string('n')}N;}`
/** As Drupal keeps an object, as Magento keeps what was ordered, and as WordPress keeps rights and options. */
const account = (who: string) =>
  `O:8:"stdClass":3:{${string('mail')}${string(who)}${string('uid')}i:1;${string('at')}d:1.0E+25;}`
const order = (who: string) => `a:2:{${string('options')}a:2:{i:7;${string(who)}i:9;a:0:{}}${string('qty')}d:1.5;}`
const rights = 'a:1:{s:13:"administrator";b:1;}'
const settings = {
  site_title: 'The Brook',
  notify: php(mail),
  carts: cart(mail),
  theme: '{"colour": "teal",  "n": 1e3}',
  woo_session: session(mail),
  drupal_account: account(mail),
  magento_order: order(mail),
  wp_rights: rights,
  broken_one: `{"by":{"mail":"nobody.else@brook.example.org"`,
}
const quote = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
const database = `
  CREATE TABLE crew (id INT PRIMARY KEY, mail VARCHAR(80), profile JSON);
  INSERT INTO crew VALUES (1, '${mail}', ${quote(JSON.stringify({ names: [name, 'Thandeka Oduya'], tel, n: 5 }))}), (2, 'x@brook.example.org', NULL);
  CREATE TABLE settings (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(40), value LONGTEXT) CHARSET utf8mb4;
  INSERT INTO settings (name, value) VALUES ${Object.entries(settings)
    .map((pair) => `(${pair.map(quote).join(', ')})`)
    .join(', ')};
  CREATE TABLE memo (id INT PRIMARY KEY, text VARCHAR(90));
  INSERT INTO memo VALUES (1, 'about nobody');`
const policy = (broken: string) => `version: 1
tables:
  crew:
    id: keep
    mail: email
    profile: { mask: json, paths: { "$.names[*]": full_name, $.tel: phone, $.fax: phone }, otherwise: { keep: "counts" } }
  settings:
    id: keep
    name: keep
    value:
      by: name
      rules:
        notify: { mask: php_serialized, paths: { $.owner: email }, otherwise: keep }
        "*s": { mask: json, paths: { $.by.mail: email }, otherwise: keep }
        woo_session: { mask: php_serialized, paths: { $.customer: { mask: php_serialized, paths: { $.email: email }, otherwise: keep } }, otherwise: keep }
        drupal_account: { mask: php_serialized, paths: { $.mail: email }, otherwise: keep }
        magento_order: { mask: php_serialized, paths: { "$.options[7]": email }, otherwise: keep }
        wp_rights: { mask: php_serialized, paths: { $.mail: email }, otherwise: keep }
        theme: { mask: json, paths: { $.by.mail: email }, otherwise: keep }
        broken_one: { mask: json, paths: { $.by.mail: email }, otherwise: keep, broken: ${broken} }
      otherwise: keep
  memo: { id: keep, text: { keep: "of machines" } }
`

describeEachServer('rules inside values', (server) => {
  it('replace what their paths lead to, leave all else byte for byte, and look for what they replaced', async () => {
    const source = await freshDatabase(server, 'inside')
    await runSql(source.url, database)
    const run = async (broken: string) => {
      const staging = await freshDatabase(server, 'staging')
      const folder = freshFolder()
      writeFileSync(join(folder, 'policy.yaml'), policy(broken))
      await nightmask('key', 'new', '--key-file', join(folder, 'key'))
      const flags = runFlags(source.url, staging.url, folder)
      return { staging, flags, ...(await nightmask('run', ...flags, '--json')) }
    }
    const { staging, flags, stdout, stderr } = await run('replace')
    expect(stderr.slice(-2000)).not.toMatch(/Error|unexpected/)
    const { record } = JSON.parse(stdout) as { record: AuditRecord }
    expect([record.outcome, record.failure]).toEqual(['published', null])

    const cells = async (sql: string) => (await runSql(staging.url, sql)).map(([cell]) => cell!)
    const [masked] = await cells('SELECT mail FROM crew ORDER BY id')
    const values = await cells('SELECT value FROM settings ORDER BY id')
    expect(values.slice(0, 4)).toEqual([settings.site_title, php(masked!), cart(masked!), settings.theme])
    expect(values.slice(4, 8)).toEqual([session(masked!), account(masked!), order(masked!), rights])
    expect(values[8]).not.toMatch(/nobody|[{}]/)
    checkWithPhp([values[1]!, ...values.slice(4, 8)])
    const profile = JSON.parse((await cells('SELECT profile FROM crew WHERE id = 1'))[0]!)
    expect(profile).toMatchObject({ names: [expect.any(String), expect.any(String)], n: 5 })
    expect(JSON.stringify(profile)).not.toMatch(/Odalys|Thandeka|7946/)
    expect(profile.tel).toMatch(/^\+999\d+$/)

    const columns = record.tables.flatMap((table) => table.columns)
    expect(
      columns
        .find(({ column }) => column === 'profile')
        ?.paths?.map(({ path, values, masked }) => [path, values, masked]),
    ).toEqual([
      ['$.names[*]', 1, 2],
      ['$.tel', 1, 1],
      ['$.fax', 0, 0],
      ['otherwise', 1, 0],
    ])
    expect(columns.find(({ column }) => column === 'value')).toMatchObject({ masked: 6, kept: 3, broken: 1 })
    expect(record.checks.find(({ name }) => name === 'rules fired')).toMatchObject({
      verdict: 'passed',
      note: expect.stringContaining('crew.profile at $.fax'),
    })

    const planned = JSON.parse((await nightmask('plan', ...flags, '--json')).stdout)
    expect(planned.uncovered).toContainEqual({ place: 'settings.value', path: '$.fax', kind: 'phone' })

    await runSql(source.url, `UPDATE memo SET text = 'ask ${name} at noon'`)
    const refused = await run('refuse')
    expect(refused.exitCode).toBe(4)
    expect(refused.stdout).toContain('memo.text: 1 cell with a real value of crew.profile')
    expect(refused.stdout).toContain(
      'settings.value: 1 value cannot be read by its rule, and the policy says broken: refuse',
    )
    expect(refused.stdout + refused.stderr).not.toMatch(/nobody\.else|Odalys/)
  })
})

/** Where PHP is at hand; without it the lengths are counted by test/shared/masking/inside. */
function checkWithPhp(values: readonly string[]): void {
  if (spawnSync('php', ['--version']).error) {
    console.log('php is not here: its unserialize read nothing')
    return
  }
  const code = `foreach (json_decode(stream_get_contents(STDIN)) as $value) {
    $read = unserialize($value);
    if ($read === false || serialize($read) !== $value && unserialize(serialize($read)) != $read) exit(1);
    if (is_array($read) && is_string($read['customer'] ?? null) && unserialize($read['customer']) === false) exit(2);
  }`
  execFileSync('php', ['-r', code], { input: JSON.stringify(values) })
}
