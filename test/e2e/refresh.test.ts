import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { AuditRecord } from '../../shared/audit/record.ts'
import { firstNames, lastNames } from '../../shared/masking/transformers/pools.ts'
import { describeEachServer, freshDatabase, runSql, type TestDatabase } from '../setup/servers.ts'
import { allTexts, digestOf, quote } from './compare.ts'
import { freshFolder, nightmask, runFlags } from './nightmask.ts'

const pool = new Set([...firstNames('en'), ...lastNames('en')])
const clinic = readFileSync('test/fixtures/clinic.sql', 'utf8')

describeEachServer('init then run on a schema nobody prepared', (server) => {
  const folder = freshFolder()
  let source: TestDatabase
  let staging: TestDatabase
  let record: AuditRecord

  it('publishes without a hand edit of the generated policy', async () => {
    source = await freshDatabase(server, 'clinic')
    staging = await freshDatabase(server, 'staging')
    await runSql(source.url, clinic)
    expect(await nightmask('init', '--source', source.url, '--out', folder)).toMatchObject({ exitCode: 0 })
    expect(await nightmask('key', 'new', '--key-file', join(folder, 'key'))).toMatchObject({ exitCode: 0 })
    const run = await nightmask('run', ...runFlags(source.url, staging.url, folder), '--json')
    expect(run.stderr.slice(-2000)).not.toMatch(/Error|unexpected/)
    expect(run.exitCode).toBe(0)
    record = JSON.parse(run.stdout).record
    expect(record.outcome).toBe('published')
    expect(record.checks.filter(({ verdict }) => verdict === 'failed')).toEqual([])
  })

  it('keeps every kept column byte-identical', async () => {
    const kept = record.tables.map(({ table, columns }) => ({
      table,
      columns: columns.filter(({ masked }) => masked === null).map(({ column }) => column),
    }))
    expect(kept.flatMap(({ columns }) => columns).length).toBeGreaterThan(20)
    for (const { table, columns } of kept)
      if (columns.length > 0)
        expect([table, await digestOf(staging.url, table, columns)]).toEqual([
          table,
          await digestOf(source.url, table, columns),
        ])
  })

  it('leaves no original of a masked column anywhere in staging', async () => {
    const masked = record.tables.flatMap(({ table, columns }) =>
      columns.filter(({ masked }) => (masked ?? 0) > 0).map(({ column }) => ({ table, column })),
    )
    expect(masked.map(({ table, column }) => `${table}.${column}`)).toEqual(
      expect.arrayContaining([
        'patients.first_name',
        'patients.account_email',
        'accounts.email',
        'accounts.password',
        'doctors.full_name',
        'patients.notes',
      ]),
    )
    const texts = (await allTexts(staging.url)).map((text) => text.toLowerCase())
    for (const { table, column } of masked) {
      const rows = await runSql(
        source.url,
        `SELECT DISTINCT CONVERT(${quote(column)} USING utf8mb4) FROM ${quote(table)} WHERE CHAR_LENGTH(${quote(column)}) > 3`,
      )
      // A single name that is a word of the pool may be somebody else's fake.
      for (const [original] of rows.filter(([value]) => !pool.has(value ?? '')))
        expect(texts.filter((text) => text.includes(original?.toLowerCase() ?? '')).length, `${table}.${column}`).toBe(
          0,
        )
    }
  })

  it('keeps the joins of production, also over a masked e-mail key whose case differs', async () => {
    const join = 'SELECT p.id FROM patients p JOIN accounts a ON a.email = p.account_email ORDER BY p.id'
    expect(await runSql(staging.url, join)).toEqual(await runSql(source.url, join))
    const [[orphans]] = (await runSql(
      staging.url,
      'SELECT COUNT(*) FROM patients p LEFT JOIN accounts a ON a.email = p.account_email WHERE p.account_email IS NOT NULL AND a.email IS NULL',
    )) as [[string]]
    expect(orphans).toBe('0')
  })

  it('brings foreign keys, unique keys, checks, views, triggers and routines along', async () => {
    const constraints =
      "SELECT table_name, constraint_name, constraint_type FROM information_schema.table_constraints WHERE table_schema = DATABASE() AND table_name NOT LIKE 'nightmask%' ORDER BY 1, 2, 3"
    expect(await runSql(staging.url, constraints)).toEqual(await runSql(source.url, constraints))
    const programs = `SELECT routine_name, routine_type FROM information_schema.routines WHERE routine_schema = DATABASE()
      UNION ALL SELECT trigger_name, event_object_table FROM information_schema.triggers WHERE trigger_schema = DATABASE()
      UNION ALL SELECT table_name, 'view' FROM information_schema.views WHERE table_schema = DATABASE() ORDER BY 1`
    expect(await runSql(staging.url, programs)).toEqual(await runSql(source.url, programs))
    expect(await runSql(staging.url, 'SELECT id FROM busiest')).toEqual([['1']])
    expect(await runSql(staging.url, 'SELECT CHAR_LENGTH(patient_label(1))')).toEqual([['4']])
    expect(
      await runSql(
        staging.url,
        'INSERT INTO measurements (exact) VALUES (42); SELECT value FROM measurements WHERE exact = 42',
      ),
    ).toEqual([['-1']])
  })
})
