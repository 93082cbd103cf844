import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { runInit } from '../../cli/commands/init.ts'
import { runKeyNew } from '../../cli/commands/key.ts'
import { runPreview } from '../../cli/commands/preview.ts'
import { plainLook } from '../../cli/display/look.ts'
import { silentProgress } from '../../cli/progress.ts'
import { transformers } from '../../shared/masking/transformers/index.ts'
import { parsePolicy } from '../../shared/policy/file/parse-policy.ts'
import { freshFolder, nightmask } from '../e2e/nightmask.ts'
import { describeEachServer, freshDatabase, runSql, type TestDatabase } from '../setup/servers.ts'

const session = { progress: silentProgress }
const registry = readFileSync('test/fixtures/registry.sql', 'utf8')

describeEachServer('init and preview', (server) => {
  const folder = freshFolder()
  const policyFile = join(folder, 'policy.yaml')
  let source: TestDatabase
  let staging: TestDatabase
  let flags: string[]

  it('writes a policy and a configuration that name every column, and plan proves them as they are', async () => {
    source = await freshDatabase(server, 'registry')
    staging = await freshDatabase(server, 'staging')
    await runSql(source.url, registry)
    await runInit({ source: source.url, out: folder }, session)
    await runKeyNew({ keyFile: join(folder, '.nightmask-key/key') })
    flags = ['--config', join(folder, 'nightmask.yaml'), '--source', source.url, '--staging', staging.url]
    expect(await nightmask('plan', ...flags)).toMatchObject({ exitCode: 0 })
  })

  it('sees through names in several languages, cryptic columns, structures and attribute tables', () => {
    const { tables } = parsePolicy(readFileSync(policyFile, 'utf8'), 'policy.yaml', transformers)
    const masks = Object.fromEntries(
      Object.entries(tables).flatMap(([table, entry]) =>
        entry.rows === 'copy'
          ? Object.entries(entry.columns).map(([column, { mask }]) => [`${table}.${column}`, mask])
          : [],
      ),
    )
    const masked = Object.entries(masks).filter(([, mask]) => mask !== 'keep')
    expect(Object.fromEntries(masked)).toEqual({
      'attributes.meta_value': 'by_row',
      'events.created_by': 'email',
      'events.ip_address': 'network_address',
      'events.payload': 'json',
      'legacy.f1': 'email',
      'legacy.f2': 'digits',
      'legacy.f3': 'full_name',
      'legacy.f4': 'network_address',
      'legacy.f5': 'free_text',
      'legacy.f6': 'digits',
      'legacy.f7': 'email',
      'mitglieder.bemerkung': 'free_text',
      'mitglieder.geburtsdatum': 'null',
      'mitglieder.geschlecht': 'constant',
      'mitglieder.iban': 'digits',
      'mitglieder.nachname': 'last_name',
      'mitglieder.ort': 'address',
      'mitglieder.plz': 'address',
      'mitglieder.strasse': 'address',
      'mitglieder.telefonnummer': 'digits',
      'mitglieder.vorname': 'first_name',
      'usuarios.apellidoPaterno': 'last_name',
      'usuarios.contrasena': 'password',
      'usuarios.correoElectronico': 'email',
    })
    // Inherited, generated, and what is only in a view.
    for (const name of ['usuarios.mitglied_nr', 'usuarios.correo_minusculas', 'addresses.nachname'])
      expect(masks).not.toHaveProperty([name])
  })

  it('tells why a column is called personal and holds no value of the source, nor its password', async () => {
    const own = JSON.parse(readFileSync(join(folder, 'policy.schema.json'), 'utf8'))
    const written = ['policy.yaml', 'nightmask.yaml'].map((file) => readFileSync(join(folder, file), 'utf8'))
    const text = [...written, JSON.stringify(own.properties.tables)].join('\n')
    // The schemas that the first lines name are beside the files, know this database, and take what init wrote.
    for (const [file, schema] of [
      ['policy.yaml', 'policy.schema.json'],
      ['nightmask.yaml', 'nightmask.schema.json'],
    ] as const) {
      const written = readFileSync(join(folder, file), 'utf8')
      expect(written.split('\n')[0]).toBe(`# yaml-language-server: $schema=${schema}`)
      const takes = new Ajv2020({ strict: false, validateFormats: false, code: { optimize: false } }).compile(
        JSON.parse(readFileSync(join(folder, schema), 'utf8')),
      )
      expect([file, takes(parse(written)), takes.errors]).toEqual([file, true, null])
    }
    expect(text).toMatch(
      /f6: digits +# a card number: 2 of 2 sampled values look like card numbers with right check digits/,
    )
    const { values } = await columnTexts(source)
    expect(values.length).toBeGreaterThan(50)
    // Names of attributes, which decide the rule of a row, are all that it holds of the rows.
    const names = (await runSql(source.url, 'SELECT meta_key FROM attributes')).map(([name]) => name)
    expect(values.filter((value) => text.includes(value) && !names.includes(value))).toEqual([])
    expect(text).not.toContain(source.url)
  })

  it('resumes and verifies only runs that began, and makes no record of others', async () => {
    const artifacts = join(folder, 'artifacts')
    for (const args of [
      ['run', '--resume', 'nope'],
      ['verify', '--run', 'nope'],
    ]) {
      const { exitCode, stderr } = await nightmask(...args, ...flags, '--artifacts', artifacts)
      expect([exitCode, stderr.replaceAll(/\s+/g, ' ')]).toEqual([2, expect.stringContaining('there is no run nope')])
    }
    expect((await nightmask('audit', 'list', '--artifacts', artifacts)).stdout).not.toContain('nope')
  })

  it('overwrites nothing', async () => {
    const before = statSync(policyFile).mtimeMs
    await expect(runInit({ source: source.url, out: folder }, session)).rejects.toThrow(
      /policy\.yaml and .*nightmask\.yaml: there already, and init overwrites nothing/,
    )
    expect(statSync(policyFile).mtimeMs).toBe(before)
    // What `aws init` leaves: a configuration that names a policy which is still to be made.
    const other = mkdtempSync(join(folder, 'configured-'))
    writeFileSync(join(other, 'nightmask.yaml'), 'mine')
    const small = await freshDatabase(server, 'small')
    await runSql(small.url, 'CREATE TABLE doors (id INT PRIMARY KEY)')
    const made = await runInit({ source: small.url, out: other }, session)
    expect(made.lines(plainLook(400)).join('\n')).toContain(
      `${join(other, 'nightmask.yaml')} was there and stays as it is: take over what you want of ${join(other, 'nightmask.proposed.yaml')}.`,
    )
    expect(readFileSync(join(other, 'nightmask.yaml'), 'utf8')).toBe('mine')
    expect(readFileSync(join(other, 'policy.yaml'), 'utf8')).toContain('doors')
    await expect(runInit({ source: small.url, out: other }, session)).rejects.toThrow('init overwrites nothing')
  })

  it('previews masked rows beside their rules, and real values only when they are asked for', async () => {
    const config = { config: join(folder, 'nightmask.yaml'), source: source.url }
    const usuarios = await runPreview({ ...config, table: 'usuarios' }, session)
    expect(usuarios.json).toEqual({
      table: 'usuarios',
      columns: expect.arrayContaining([
        { column: 'mitglied_nr', rule: 'keep', domain: '', inheritedFrom: 'mitglieder.mitglied_nr' },
        { column: 'correoElectronico', rule: 'email', domain: 'email', inheritedFrom: null },
      ]),
      rows: [
        expect.objectContaining({ id: '10', correoElectronico: expect.stringMatching(/@example\./), mitglied_nr: '1' }),
        expect.objectContaining({ id: '11', mitglied_nr: null }),
      ],
    })
    const shown = JSON.stringify(usuarios.json) + usuarios.lines(plainLook(100)).join('\n')
    expect(shown).not.toMatch(/etxeberria|quispe|wayra|5f4dcc3b/i)
    const both = await runPreview({ ...config, table: 'usuarios', rows: 1, showOriginals: true }, session)
    expect(both.json).toMatchObject({ originals: [{ apellidoPaterno: 'Etxeberria' }] })
    expect(both.lines(plainLook(160)).join('\n')).toMatch(/apellidoPaterno +last_name +Etxeberria +\w/)
    await expect(runPreview({ ...config, table: 'usuario' }, session)).rejects.toThrow(
      'there is no such table (usuarios?)',
    )
    await expect(runPreview({ ...config, table: 'x' }, session)).rejects.toThrow(/there is no such table, but \w+, \w+/)
  })

  it('names a column that was added later, with a rule for it, as exit code 3', async () => {
    await runSql(source.url, 'ALTER TABLE usuarios ADD COLUMN telefono VARCHAR(30) NULL')
    const plan = await nightmask('plan', ...flags)
    expect(plan.exitCode).toBe(3)
    expect(plan.stderr.replaceAll(/\s+/g, ' ')).toMatch(
      /line \d+, usuarios\.telefono is not classified \(suggested: telefono: digits\)/,
    )
  })
})

/** Every text of the source of six characters or more, for looking them up elsewhere. */
async function columnTexts({ url, name }: TestDatabase): Promise<{ values: string[] }> {
  const columns = await runSql(
    url,
    `SELECT table_name, column_name FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
     WHERE table_schema = '${name}' AND table_type = 'BASE TABLE'`,
  )
  const values: string[] = []
  for (const [table, column] of columns) {
    const rows = await runSql(
      url,
      `SELECT DISTINCT CONVERT(\`${column}\` USING utf8mb4) FROM \`${table}\` WHERE CHAR_LENGTH(\`${column}\`) >= 6`,
    )
    values.push(...rows.map(([value]) => value ?? ''))
  }
  return { values }
}
