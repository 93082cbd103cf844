import type { RowBatch } from '../../../shared/masking/rows/row-batch.ts'
import type { Plan } from '../../../shared/policy/plan.ts'
import type { Source } from '../../../shared/ports.ts'
import type { ChunkRead } from '../../../shared/schema/chunk-read.ts'
import type { Column, Table } from '../../../shared/schema/schema.ts'

/** Stands in every value, comment, default and label of the source, and must stand nowhere else. */
export const marker = 'Zyxwomark'

const users: Table = {
  uniqueKeys: [{ name: 'email', columns: ['email'], prefixLengths: [null], functional: false }],
  ...{ name: 'users', engine: 'InnoDB', primaryKey: ['id'], foreignKeys: [], checks: [] },
  columns: [
    column('id', 'int', 'integer'),
    column('email', 'varchar(190)', 'text'),
    column('full_name', 'varchar(190)', 'text'),
    column('note', 'text', 'text'),
    { ...column('plan', `enum('${marker}','b')`, 'enum'), labels: [marker, 'b'] },
  ],
  createSql: `CREATE TABLE users (…) COMMENT '${marker}'`,
  ...{ rowsEstimate: 90, bytesEstimate: 9000, sqlMode: '', systemVersioned: false },
}

/** A plan over one table in two chunks and a table whose rows stay behind. */
export function markedPlan(runId: string, keyId: string): Plan {
  const identity = { serverId: 's-1', version: '8.4.3', database: 'shop', address: 'localhost:3306' }
  const rule = (mask: string, options = {}) => ({ mask, options, domain: null, reason: null, line: 1 })
  const entry = (name: string, mask: string, options = {}) => ({
    ...{ column: name, rule: rule(mask, options), domain: mask === 'keep' ? '' : mask, inheritedFrom: null },
  })
  return {
    ...{ version: 1, runId, createdAt: '2026-11-25T01:00:00.000Z', toolVersion: '0.1.0', dataset: null },
    ...{ seed: { value: 42, edgeCases: [] }, source: identity, staging: { ...identity, serverId: 's-2' } },
    ...{ shadow: 'shadow', keepTables: ['api_keys'], keyId, locale: 'en', skippedTables: ['audit_log'] },
    ...{ schemaDigest: 'b'.repeat(64), policyDigest: 'a'.repeat(64), loadMethod: 'load-data' },
    schema: {
      ...{ database: 'shop', server: { family: 'mysql', version: '8.4.3' }, tables: [users], programs: [] },
      ...{ charset: 'utf8mb4', collation: 'utf8mb4_bin' },
    },
    tables: [
      {
        table: 'users',
        columns: [
          entry('id', 'keep'),
          entry('email', 'email'),
          entry('full_name', 'full_name'),
          entry('note', 'constant', { value: `${marker}-constant` }),
          { ...entry('plan', 'keep'), rule: { ...rule('keep'), reason: 'no person in it' } },
        ],
        ...{ rowsEstimate: 90, bytesEstimate: 9000 },
      },
    ],
    chunks: [chunkOf(0, null, '51'), chunkOf(1, '51', null)],
  }
}

/** What the source below was asked for, in order. */
export const asked: string[] = []

/** 50 rows a chunk, every text of which holds the marker; every fifth note is NULL, and names come ten times each. */
export const markedSource = {
  async *read(_table: Table, columns: readonly string[], { n }: { n: number }): AsyncIterable<RowBatch> {
    asked.push('read')
    const cells = (id: number): Record<string, string | null> => ({
      ...{ id: String(id), email: `${marker}.${id}@real.example.org`, full_name: `${marker} Number${id % 10}` },
      ...{ note: id % 5 === 0 ? null : `${marker} wrote ${id}`, plan: '1' },
    })
    const rows = Array.from({ length: 50 }, (_, at) => columns.map((name) => cells(n * 50 + at + 1)[name] ?? null))
    const bytes = rows.map((row) => Buffer.concat(row.map(encodeCell)))
    let end = 0
    const ends = Uint32Array.from(bytes, ({ length }) => (end += length))
    yield { bytes: Buffer.concat(bytes), start: 0, ends, count: rows.length }
  },
  readEach(this: Source, reads: readonly ChunkRead[]): readonly AsyncIterable<RowBatch>[] {
    return reads.map(({ table, columns, chunk }) => this.read(table, columns, chunk))
  },
  async counts(chunks: readonly unknown[]) {
    asked.push('count')
    return chunks.map(() => 50)
  },
  async letGo() {
    asked.push('let go')
  },
  collationFold: async (collation: string) => ({
    ...{ collation, caseSensitive: true, padSpace: true, supplementaryEqual: false, folds: {} },
  }),
} as unknown as Source

function column(name: string, columnType: string, kind: Column['kind']): Column {
  const text = kind === 'text' || kind === 'enum'
  return {
    ...{ name, position: 1, dataType: columnType.replace(/\(.*/, ''), columnType, kind, nullable: true },
    ...{ charset: text ? 'utf8mb4' : null, collation: text ? 'utf8mb4_bin' : null },
    ...{ maxLength: text ? Number(/\d+/.exec(columnType)?.[0] ?? 65535) : null, generated: false, invisible: false },
    ...{ autoIncrement: false, unsigned: false, defaultSql: `'${marker}'`, comment: marker, labels: [], srid: null },
  }
}

function chunkOf(n: number, from: string | null, to: string | null) {
  return { table: 'users', n, columns: ['id'], from: from === null ? null : [from], to: to === null ? null : [to] }
}

// A length-encoded string of the MySQL protocol, 0xFB for NULL.
function encodeCell(value: string | null): Buffer {
  return value === null ? Buffer.of(0xfb) : Buffer.concat([Buffer.of(Buffer.byteLength(value)), Buffer.from(value)])
}
