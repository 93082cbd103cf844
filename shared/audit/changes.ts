import { count, duration, percent } from './figures.ts'
import type { AuditRecord, TableAudit } from './record.ts'

/** One thing that is another than in an earlier night, or, `same`, that a reviewer asks about and is not. */
export interface Change {
  readonly about: string
  readonly told: string
  readonly same: boolean
}

const mostNamed = 8
/** What grew or shrank by less is the weather. */
const leastShare = 0.2
const fewestRows = 100

/** What is another than in the night before; schema, policy, key, rows and time are told when they are the same too. */
export function changesSince(before: AuditRecord, now: AuditRecord): Change[] {
  const [tablesBefore, tables] = [byName(before), byName(now)]
  return [
    change('Schema', schemaChanges(tablesBefore, tables), before.schemaDigest === now.schemaDigest),
    change('Policy', ruleChanges(tablesBefore, tables), before.policyDigest === now.policyDigest),
    keyChange(before, now),
    change('Rows', rowChanges(before, now, tablesBefore, tables), false),
    ...some('Distinct values', distinctChanges(tablesBefore, tables)),
    ...some('Checks', checkChanges(before, now)),
    ...some('What remains', riskChanges(before, now)),
    timeChange(before, now),
    ...some('Versions', versionChanges(before, now)),
  ]
}

type Tables = ReadonlyMap<string, TableAudit>

function byName({ tables }: AuditRecord): Tables {
  return new Map(tables.map((table) => [table.table, table]))
}

function change(about: string, parts: readonly string[], same: boolean): Change {
  if (parts.length > 0) return { about, told: listed(parts), same: false }
  return {
    about,
    told: same
      ? 'the same'
      : about === 'Rows'
        ? 'about as many'
        : 'changed, in nothing that is recorded of tables and columns',
    same: same || about === 'Rows',
  }
}

function some(about: string, parts: readonly string[]): Change[] {
  return parts.length === 0 ? [] : [{ about, told: listed(parts), same: false }]
}

function listed(parts: readonly string[]): string {
  const more = parts.length - mostNamed
  return `${parts.slice(0, mostNamed).join('; ')}${more > 0 ? `; and ${count(more)} more` : ''}`
}

function schemaChanges(before: Tables, now: Tables): string[] {
  // A run that failed before its tables were known tells nothing of them.
  if (before.size === 0 || now.size === 0) return []
  const columnsOf = (table: TableAudit) => table.columns.map(({ column }) => column)
  return [
    ...[...now.keys()].filter((table) => !before.has(table)).map((table) => `new table ${table}`),
    ...[...before.keys()].filter((table) => !now.has(table)).map((table) => `${table} is gone`),
    ...[...now].flatMap(([name, table]) => {
      const [old, own] = [columnsOf(before.get(name) ?? table), columnsOf(table)]
      if (old.length === 0 || own.length === 0) return []
      return [
        ...own.filter((column) => !old.includes(column)).map((column) => `new column ${name}.${column}`),
        ...old.filter((column) => !own.includes(column)).map((column) => `${name}.${column} is gone`),
      ]
    }),
  ]
}

function ruleChanges(before: Tables, now: Tables): string[] {
  return [...now].flatMap(([name, { columns, rows }]) => {
    const old = before.get(name)
    const way = old && old.rows !== rows ? [`${name}: rows ${old.rows} → ${rows}`] : []
    return [
      ...way,
      ...columns.flatMap(({ column, rule }) => {
        const was = old?.columns.find((one) => one.column === column)?.rule
        return was === undefined || was === rule ? [] : [`${name}.${column}: ${was} → ${rule}`]
      }),
    ]
  })
}

function keyChange({ key: before }: AuditRecord, { key: now }: AuditRecord): Change {
  if (!before || !now) return { about: 'Pseudonym key', told: now ? `now ${now.id}` : 'not read', same: false }
  if (before.id !== now.id)
    return { about: 'Pseudonym key', told: `${before.id} → ${now.id}: every pseudonym is another one`, same: false }
  const version = before.version === now.version ? 'the same' : `the same, of version ${now.version ?? 'none'}`
  return { about: 'Pseudonym key', told: version, same: true }
}

function rowChanges(before: AuditRecord, now: AuditRecord, tablesBefore: Tables, tables: Tables): string[] {
  if (before.tables.length === 0 || now.tables.length === 0) return []
  const total = (record: AuditRecord) => record.tables.reduce((sum, { rowsRead }) => sum + rowsRead, 0)
  const far = [...tables].flatMap(([name, { rowsRead }]) => {
    const was = tablesBefore.get(name)?.rowsRead
    return was === undefined || !isFar(was, rowsRead, fewestRows) ? [] : [{ name, was, rowsRead }]
  })
  const sum = total(before) === total(now) ? [] : [`${count(total(before))} → ${count(total(now))} in all`]
  return [
    ...sum,
    ...furthest(far, ({ was, rowsRead }) => [was, rowsRead]).map(
      ({ name, was, rowsRead }) => `${name} ${count(was)} → ${count(rowsRead)}`,
    ),
  ]
}

function distinctChanges(before: Tables, now: Tables): string[] {
  const far = [...now].flatMap(([name, { columns }]) =>
    columns.flatMap(({ column, distinctBefore }) => {
      const was = before.get(name)?.columns.find((one) => one.column === column)?.distinctBefore
      if (typeof was !== 'number' || distinctBefore === null || !isFar(was, distinctBefore, 20)) return []
      return [{ name: `${name}.${column}`, was, distinctBefore }]
    }),
  )
  return furthest(far, ({ was, distinctBefore }) => [was, distinctBefore]).map(
    ({ name, was, distinctBefore }) => `${name} ≈ ${count(was)} → ${count(distinctBefore)} in production`,
  )
}

function isFar(before: number, now: number, fewest: number): boolean {
  const larger = Math.max(before, now)
  return larger >= fewest && Math.abs(now - before) > leastShare * larger
}

function furthest<Item>(items: readonly Item[], of: (item: Item) => readonly [number, number]): Item[] {
  const distance = (item: Item) => {
    const [before, now] = of(item)
    return Math.abs(now - before) / Math.max(before, now, 1)
  }
  return items.toSorted((a, b) => distance(b) - distance(a))
}

function checkChanges({ checks: before }: AuditRecord, { checks: now }: AuditRecord): string[] {
  if (before.length === 0 || now.length === 0) return []
  const words = { passed: 'passed', failed: 'failed', skipped: 'not checked', 'not-asked': 'not asked for' } as const
  const gone = before.filter(({ name }) => !now.some((check) => check.name === name))
  return [
    ...now.flatMap(({ name, verdict }) => {
      const was = before.find((check) => check.name === name)?.verdict
      return was === verdict ? [] : [`${name}: ${was ? `${words[was]} → ` : 'new, '}${words[verdict]}`]
    }),
    ...gone.map(({ name }) => `${name}: no longer made`),
  ]
}

function riskChanges({ risk: before }: AuditRecord, { risk: now }: AuditRecord): string[] {
  // How many cells and fakes there are changes with every row.
  const steady = now.filter(({ name }) => !['cells-masked', 'fakes-redrawn', 'fakes-real'].includes(name))
  return steady.flatMap(({ name, value }) => {
    const was = before.find((figure) => figure.name === name)?.value
    return was === undefined || was === value ? [] : [`${name.replaceAll('-', ' ')} ${count(was)} → ${count(value)}`]
  })
}

function timeChange(before: AuditRecord, now: AuditRecord): Change {
  const [was, is] = [timeOf(before), timeOf(now)]
  const steps = now.timings.flatMap(({ step, milliseconds }) => {
    const old = before.timings.find((timing) => timing.step === step)?.milliseconds
    return old !== undefined && isFar(old, milliseconds, 2000) ? [{ step, old, milliseconds }] : []
  })
  const [most] = steps.toSorted((a, b) => Math.abs(b.milliseconds - b.old) - Math.abs(a.milliseconds - a.old))
  const share = was === 0 || was === is ? '' : ` (${is >= was ? '+' : '−'}${percent(Math.abs(is - was) / was)})`
  const told = `${duration(was)} → ${duration(is)}${share}${most ? `, most of it in ${most.step}: ${duration(most.old)} → ${duration(most.milliseconds)}` : ''}`
  return { about: 'Time', told, same: !isFar(was, is, 1000) }
}

function timeOf({ startedAt, endedAt }: AuditRecord): number {
  return Math.max(0, Date.parse(endedAt) - Date.parse(startedAt))
}

function versionChanges(before: AuditRecord, now: AuditRecord): string[] {
  const versions = (record: AuditRecord) => [
    ['nightmask', record.toolVersion],
    ["the source's server", record.source?.version],
    ["staging's server", record.staging?.version],
  ]
  return versions(now).flatMap(([name, version], at) => {
    const was = versions(before)[at]?.[1]
    return was === version || !was || !version ? [] : [`${name} ${was} → ${version}`]
  })
}
