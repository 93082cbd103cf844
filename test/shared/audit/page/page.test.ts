import { describe, expect, it } from 'vitest'
import { page } from '../../../../shared/audit/page/page.ts'
import { ed25519Signer, signRecord } from '../../../../shared/audit/proof/signature.ts'
import type { AuditRecord } from '../../../../shared/audit/record.ts'
import { sampleRecord } from '../sample-record.ts'

const fixed = ['$schema', 'outcome', 'startedAt', 'endedAt', 'verdict', 'consistency', 'rows', 'load', 'algorithm']

describe('the page of a record', async () => {
  const record = await signRecord(sampleRecord(), ed25519Signer('k-1', Buffer.alloc(32, 7)))

  it('says in its head what happened, and shows every section of the record', () => {
    const text = textOf(page(record))
    expect(text).toContain('shop_staging is a masked copy of shop, as it was on 25 November 2026 at 01:00 UTC.')
    for (const told of [
      ...['810,000 cells replaced', '2 of 3 checks passed', '1 not made', 'searched 9 columns, 2,750,000 cells'],
      ...['users.email', 'needed to test taxes', '498,112 → 497,903', 'api_keys', 'user-without-orders', '9000000001'],
      ...['35.7 %', 'one moment, in which the server wrote nothing', 'c'.repeat(64), 'd'.repeat(64), '31.5 s'],
      ...['by detail_name', 'fax: phone no row', 'otherwise: keep 0 of 10,000 rows replaced'],
      ...[
        'in json 2 values could not be read',
        '$.mail: email no value',
        'otherwise: keep 0 replaced in 400,000 values',
      ],
      ...[record.signature!.value, record.signature!.publicKey, 'Its referenced schema is not copied.'],
    ])
      expect(text).toContain(told)
  })

  it('never shows a check that was not made as passed, nor a search that was not made as clean', () => {
    const skipped = record.checks.map((check) => ({ ...check, verdict: 'skipped' as const }))
    const text = textOf(page({ ...record, checks: skipped }))
    expect(text).toContain('0 of 3 checks passed 3 not made')
    expect(text).toContain('the search was not made')
    expect(text).not.toMatch(/\bPassed\b/)
    expect(textOf(page({ ...record, checks: [] }))).toContain('The run ended before anything could be checked.')
  })

  it('says what staging was read to serve when a run was refused, and what was found where', () => {
    const leak = { name: 'leaks', verdict: 'failed' as const, covered: 'all', findings: ['a.b: 3 cells'], note: null }
    const serves = { runId: 'r-1', readAt: record.endedAt }
    const text = textOf(
      page({ ...record, outcome: 'refused', failure: 'One leak.', publication: null, checks: [leak], serves }),
    )
    expect(text).toContain('Verification refused to publish. Staging was read to serve run r-1. One leak.')
    expect(text).toContain('1 leak found')
    expect(text).toContain('a.b: 3 cells')
  })

  it('tells what nobody asked for apart from what passed and what was not checked', () => {
    const rows = { ...record.checks[0]!, name: 'rows' }
    const none = { ...rows, name: 'edge cases', verdict: 'not-asked' as const, covered: 'nothing' }
    const text = textOf(page({ ...record, checks: [rows, none] }))
    for (const told of ['1 of 1 checks passed', 'edge cases Not asked for', 'migration Not asked for'])
      expect(text).toContain(told)
  })

  it('shows what is another than in the night before, and leads to that one, the index, the record and its own sections', () => {
    const before = { path: '2026/11/24/r-1', record: { ...record, runId: 'r-1', key: { id: 'k-old', version: null } } }
    const made = page(record, { path: `2026/11/25/${record.runId}`, before })
    expect(textOf(made)).toContain('Pseudonym key k-old → k-0f1e2d3c4b5a: every pseudonym is another one')
    const links = [...made.matchAll(/href="([^"]+)"/g)].map(([, link]) => link!)
    for (const link of [
      '../../../2026/11/24/r-1.html',
      `../../../index.html#after-${record.runId}`,
      `${record.runId}.json`,
    ])
      expect(links).toContain(link)
    for (const link of links.filter((each) => each.startsWith('#'))) expect(made).toContain(`id="${link.slice(1)}"`)
    expect(textOf(page(record))).not.toContain('Since the night before')
  })

  it('has a part for each table, the one in which something was found first and open, and stays below a megabyte', () => {
    const [users] = record.tables
    const email = users!.columns.find(({ utility }) => utility)!
    const columns = Array.from({ length: 15 }, (_, at) => ({ ...email, column: `customer_detail_${at}` }))
    const chunks = Array.from({ length: 250 }, (_, n) => ({ ...users!.chunks[0]!, n }))
    const tables = Array.from({ length: 200 }, (_, at) => ({ ...users!, table: `legacy_table_${at}`, columns, chunks }))
    const leak = { name: 'leaks', verdict: 'failed' as const, covered: 'all', note: null }
    const checks = [{ ...leak, findings: ['legacy_table_150.customer_detail_3: 3 cells'] }]
    const made = page({ ...record, tables, checks })
    expect(made.match(/<details class="table[^>]*>/g)).toHaveLength(200)
    expect(made.match(/<details class="table[^>]* open>/g)).toHaveLength(1)
    expect(made).toMatch(/<fieldset.*?<details class="table has-mask has-odd" open><summary><b>legacy_table_150</s)
    expect(made).toContain('And 49,700 more, in the record.')
    expect(Buffer.byteLength(made)).toBeLessThan(1_000_000)
  })

  it('can be made of a run that failed before it knew anything', () => {
    const nothing = { source: null, staging: null, snapshot: null, key: null, publication: null, signature: null }
    const lists = { tables: [], checks: [], edgeCases: [], risk: [], timings: [], previousRecord: null }
    const early = {
      ...record,
      ...nothing,
      ...lists,
      outcome: 'failed' as const,
      policyDigest: null,
      schemaDigest: null,
    }
    expect(textOf(page(early))).toContain('so this record is not signed')
  })

  it('says of a rollback who, why, from which run to which, and what staging was read to serve, and shows no checks', () => {
    const change = { from: 'r-2', to: 'r-1', reason: 'orders are empty' }
    const serves = { runId: 'r-1', readAt: record.endedAt }
    const rollback = { ...record, kind: 'rollback', outcome: 'rolled-back', by: 'ana@host', change, serves } as const
    const text = textOf(page({ ...rollback, tables: [], checks: [] }))
    for (const told of ['serves run r-1 again. Staging was read to serve run r-1.', 'ana@host', 'orders are empty'])
      expect(text).toContain(told)
    expect(text).toContain('From run r-2 To run r-1')
    expect(text).not.toContain('checked')
    const failed = { ...rollback, outcome: 'failed', failure: 'No generation.', signature: null } as const
    expect(textOf(page({ ...failed, change: { ...change, to: null } }))).toContain('The rollback failed.')
  })

  it('runs no script and loads nothing, whatever tables, columns and findings are called', () => {
    const hostile = page(everyText(record, '\'"><script>alert(1)</script><img src=x onerror=alert(1)>`\u202e'))
    const harmless = page(everyText(record, 'harmless'))
    expect(tagsOf(hostile)).toEqual(tagsOf(harmless))
    expect(hostile).toContain('&lt;script&gt;')
    expect(hostile).not.toContain('\u202e')
    for (const made of [hostile, harmless]) {
      expect(made).toMatch(
        /content="default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'"/,
      )
      expect(tagsOf(made).join()).not.toMatch(/script|<link|src=|style=|href="(?!#)/)
      expect(made).not.toMatch(/url\(|@import/)
    }
  })
})

/** The record with every free text replaced, keys of edge cases too. */
function everyText(record: AuditRecord, text: string): AuditRecord {
  const replaced = JSON.parse(JSON.stringify(record), (key, value) =>
    typeof value === 'string' && !fixed.includes(key) ? text : value,
  )
  return {
    ...replaced,
    tables: replaced.tables.map((table: object, at: number) => ({ ...table, rows: record.tables[at]!.rows })),
  }
}

function tagsOf(made: string): string[] {
  return made.replaceAll(/aria-label="[^"]*"/g, '').match(/<[^>]*>/g) ?? []
}

function textOf(made: string): string {
  const body = made.slice(made.indexOf('<body>'))
  return body
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ([.,])/g, '$1')
}
