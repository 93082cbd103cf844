import type { AuditRecord, ColumnAudit, TableAudit } from '../../../shared/audit/record.ts'

const hex = (digit: string) => digit.repeat(64)
const kept = { masked: null, nullsKept: null, redrawn: null, distinctBefore: null, distinctAfter: null }
const plain = { domain: '', inheritedFrom: null, reason: null }

/** The record of a night's run over the shop, unsigned, with something in every section. */
export function sampleRecord(changes: Partial<AuditRecord> = {}): AuditRecord {
  return {
    $schema: 'https://nightmask.invalid/audit/v1.json',
    version: 1,
    runId: '20261125-010000-5f3a9c',
    toolVersion: '0.1.0',
    outcome: 'published',
    reached: 'publish',
    failure: null,
    startedAt: '2026-11-25T01:00:00.000Z',
    endedAt: '2026-11-25T01:01:12.480Z',
    dataset: null,
    seed: 42,
    source: { serverId: '6ccd780c-baba-11f0-9f1a', version: '8.4.3', database: 'shop', address: 'prod.internal:3306' },
    staging: {
      serverId: '9a1b2c3d-baba-11f0-9f1a',
      version: '8.4.3',
      database: 'shop_staging',
      address: 'staging.internal:3306',
    },
    snapshot: {
      consistency: 'quiet-window',
      position: '6ccd780c-baba-11f0-9f1a:1-48213',
      connections: 2,
      tries: 3,
    },
    policyDigest: hex('a'),
    schemaDigest: hex('b'),
    key: { id: 'k-0f1e2d3c4b5a', version: null },
    load: 'load-data',
    tables: [users(), products(), { ...products(), table: 'audit_log', rows: 'skipped', columns: [], chunks: [] }],
    keepTables: ['api_keys'],
    checks: [
      check('counts', 'passed', '2 tables, 550,000 rows'),
      check('leaks', 'passed', '9 columns, 2,750,000 cells, 412 MB'),
      { ...check('foreign-keys', 'skipped', 'legacy.owner'), note: 'Its referenced schema is not copied.' },
    ],
    edgeCases: [
      {
        name: 'user-without-orders',
        description: 'A user who never ordered anything.',
        table: 'users',
        key: { id: '9000000001' },
      },
    ],
    risk: [
      { name: 'cells-masked', value: 0.3571, meaning: 'Share of all cells that were replaced.', columns: [] },
      { name: 'pseudonyms-repeat', value: 2, meaning: 'Columns with pseudonyms.', columns: ['users.email'] },
    ],
    publication: { tables: 3, previousSchema: 'shop_staging_nightmask_g7', attempts: 2 },
    timings: [
      { step: 'plan', startedAt: '2026-11-25T01:00:00.000Z', milliseconds: 210, rows: 0, bytes: 0 },
      { step: 'snapshot', startedAt: '2026-11-25T01:00:00.210Z', milliseconds: 31_480, rows: 550_000, bytes: 8e7 },
    ],
    previousRecord: hex('c'),
    signature: null,
    ...changes,
  }
}

function users(): TableAudit {
  const columns: ColumnAudit[] = [
    { column: 'id', rule: 'keep', ...plain, ...kept },
    {
      ...{ column: 'email', rule: 'email', ...plain, domain: 'email', ...masked(500_000, 0, 498_112, 497_903) },
      utility: {
        before: {
          ...{ nulls: 0, lengths: { shortest: 9, mean: 24.31, longest: 190 } },
          ...{ top: [0.004, 0.000_02, 0.000_002, 0.000_002, 0.000_002], topMissed: 0.0013 },
        },
        after: {
          ...{ nulls: 0, lengths: { shortest: 21, mean: 27.9, longest: 60 } },
          ...{ top: [0.004, 0.000_02, 0.000_002, 0.000_002, 0.000_002], topMissed: 0.0013 },
        },
      },
    },
    {
      column: 'nickname',
      rule: 'username',
      ...plain,
      domain: 'username',
      ...masked(310_000, 190_000, 254_000, 254_410),
    },
    {
      column: 'detail',
      rule: '{ by: detail_name, rules: { fax: phone, telex: hash }, otherwise: keep }',
      ...plain,
      ...masked(0, 490_000, 8_000, 8_000),
      kept: 10_000,
      by: 'detail_name',
      branches: [
        { match: 'fax', rule: 'phone', rows: 0, masked: 0 },
        { match: 'telex', rule: 'hash', rows: 0, masked: 0 },
        { match: null, rule: 'keep', rows: 10_000, masked: 0 },
      ],
    },
    {
      column: 'extra',
      rule: '{ mask: json, paths: { $.mail: email }, otherwise: keep }',
      ...plain,
      ...masked(0, 100_000, 0, 0),
      kept: 400_000,
      paths: [
        { path: '$.mail', rule: 'email', values: 0, masked: 0 },
        { path: 'otherwise', rule: 'keep', values: 400_000, masked: 0 },
      ],
      broken: 2,
    },
    { column: 'country', rule: 'keep', ...plain, ...kept, reason: 'needed to test taxes' },
  ]
  return table('users', 500_000, columns, 12)
}

function products(): TableAudit {
  return table('products', 50_000, [{ column: 'id', rule: 'keep', ...plain, ...kept }], 4)
}

function table(name: string, rows: number, columns: ColumnAudit[], rowsSeeded: number): TableAudit {
  const masks = columns.some((column) => column.masked !== null)
  return {
    ...{ table: name, rows: 'copied', rowsRead: rows, rowsCounted: rows, rowsLoaded: rows, rowsSeeded, columns },
    ...{ rowsMasked: masks ? rows : 0, rowsKept: masks ? 0 : rows },
    chunks: [{ n: 0, rows, bytes: rows * 80, sha256: hex('d') }],
  }
}

function masked(cells: number, nullsKept: number, distinctBefore: number, distinctAfter: number) {
  return { masked: cells, nullsKept, redrawn: 3, distinctBefore, distinctAfter }
}

function check(name: string, verdict: 'passed' | 'skipped', covered: string) {
  return { name, verdict, covered, findings: [], note: null }
}
