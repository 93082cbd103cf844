import stringWidth from 'fast-string-width'
import { describe, expect, it } from 'vitest'
import { plainLook } from '../../../cli/display/look.ts'
import type { ConfigFlags } from '../../../cli/flags.ts'
import { runSummary } from '../../../cli/summary/run-summary.ts'
import type { AuditRecord, Check } from '../../../shared/audit/record.ts'

const identity = { serverId: 's', version: '10.11', database: 'shop', address: '127.0.0.1:3306' }
const chunk = { n: 0, rows: 500, bytes: 9000, sha256: 'a'.repeat(64) }
const kept = { rule: 'keep', domain: '', inheritedFrom: null, reason: null, masked: null, nullsKept: null }
const uncounted = { redrawn: null, distinctBefore: null, distinctAfter: null }
const masked = { ...kept, ...uncounted, rule: 'full_name', masked: 499, nullsKept: 1 }
const counts = {
  rowsRead: 500,
  rowsCounted: 500,
  rowsKept: 0,
  rowsMasked: 500,
  rowsLoaded: 500,
  rowsSeeded: 0,
  chunks: [chunk],
}
const passed: Check = { name: 'counts', verdict: 'passed', covered: '2 tables, 1,000 rows', findings: [], note: null }
const skipped: Check = { ...passed, name: 'photos', verdict: 'skipped', covered: '', note: 'compressed: not read' }
const failed: Check = { ...passed, name: 'leaks', verdict: 'failed', findings: ['notes.text holds 2 originals'] }

function record(changes: Partial<AuditRecord>): AuditRecord {
  return {
    $schema: 'https://nightmask.invalid/audit/v1.json',
    version: 1,
    runId: '20261125-0300-x',
    toolVersion: '0.1.0',
    outcome: 'published',
    reached: 'audit',
    failure: null,
    startedAt: '2026-11-25T03:00:00Z',
    endedAt: '2026-11-25T03:01:05Z',
    dataset: null,
    keepTables: [],
    seed: 42,
    source: identity,
    staging: { ...identity, database: 'shop_staging' },
    snapshot: null,
    policyDigest: null,
    schemaDigest: null,
    key: null,
    load: 'load-data',
    tables: [
      { table: 'users', rows: 'copied', ...counts, columns: [{ column: 'name', ...masked }] },
      { table: 'orders', rows: 'copied', ...counts, columns: [{ column: 'id', ...kept, ...uncounted }] },
    ],
    checks: [passed, skipped],
    edgeCases: [{ name: 'user-without-orders', description: '', table: 'users', key: { id: '501' } }],
    risk: [],
    publication: { tables: 2, previousSchema: 'shop_staging_before', attempts: 1 },
    timings: [{ step: 'verify', startedAt: '2026-11-25T03:00:00Z', milliseconds: 2400, rows: 1000, bytes: 0 }],
    previousRecord: null,
    signature: null,
    ...changes,
  }
}

function summary(changes: Partial<AuditRecord>, width = 100, flags: ConfigFlags = {}): string[] {
  const whole = record(changes)
  const { runId, outcome } = whole
  return runSummary(
    { runId, outcome, recordPath: 'audit/x.json', record: whole, failure: null },
    plainLook(width),
    flags,
  )
}

describe('the summary of a run', () => {
  it.each<[ConfigFlags, string]>([
    [{}, 'nightmask audit open shows'],
    [{ config: 'eu.yaml' }, 'nightmask audit open -c eu.yaml shows'],
    [{ config: 'eu.yaml', artifacts: 'file:.nightmask/demo' }, 'open --artifacts file:.nightmask/demo shows'],
    [{ artifacts: "file:Ana's runs" }, `open --artifacts 'file:Ana'\\''s runs' shows`],
  ])('names as the next step what opens this very record, told by %o', (flags, next) => {
    expect(summary({}, 100, flags).join('\n')).toContain(next)
  })

  it('says what was masked by which rule, what was kept, the edge cases, the time, the record and the way back', () => {
    const text = summary({}).join('\n')
    expect(text).toMatch(/^Published\. shop_staging is a masked copy of shop/m)
    expect(text).toMatch(/^Masked +1,000 rows in 2 tables, 1 of 2 columns masked$/m)
    expect(text).toMatch(/^ {2}users +500 rows +name +full_name +499 masked, 1 NULL kept$/m)
    expect(text).toMatch(/^ {2}all kept: orders$/m)
    expect(text).toMatch(/^ {2}user-without-orders +users id 501$/m)
    expect(text).toMatch(/^Time +1 min 5 s$/m)
    expect(text).toMatch(/^Record +audit\/x\.json$/m)
    expect(text).toMatch(/^Undo +nightmask rollback.*shop_staging_before/m)
  })

  it('shows failed checks first and with their findings, and calls what was skipped not checked', () => {
    const lines = summary({ outcome: 'refused', publication: null, checks: [passed, skipped, failed] })
    const of = (name: string) => lines.findIndex((line) => line.includes(` ${name} `))
    expect(lines.join('\n')).toMatch(/^Checks +1 passed, 1 failed, 1 not checked$/m)
    expect([of('leaks'), of('photos'), of('counts')]).toEqual([of('leaks'), of('leaks') + 2, of('leaks') + 4])
    expect(lines[of('leaks') + 1]).toContain('notes.text holds 2 originals')
    expect(lines[of('photos')]).toMatch(/– +photos +not checked/)
    expect(lines.join('\n')).not.toMatch(/Published|Undo/)
  })

  it('breaks a long note between words and loses none', () => {
    const note = Array.from({ length: 60 }, (_, n) => `${n}`.padStart(1 + (n % 7), 'w')).join(' ')
    const lines = summary({ checks: [{ ...passed, note }] }, 60)
    expect(lines.join(' ').replaceAll(/\s+/g, ' ')).toContain(note)
  })

  it('stays within the width of the terminal', () => {
    const tables = ['a', 'b'].map((table) => ({
      table: table.repeat(64),
      rows: 'copied' as const,
      ...counts,
      columns: [{ column: 'c'.repeat(64), ...masked }],
    }))
    for (const width of [40, 60, 80])
      for (const line of summary({ tables }, width)) expect(stringWidth(line)).toBeLessThanOrEqual(width)
  })
})
