import { expect, it } from 'vitest'
import type { Plan } from '../../../shared/policy/plan.ts'
import type { Seal, SealedTable } from '../../../shared/ports.ts'
import { chooseRefresh, type RefreshFacts } from '../../../shared/steps/choose-refresh.ts'
import { markedPlan } from '../audit/marked-source.ts'

const versions = { toolVersion: '1.0.0', masksWith: 'Node.js 24.1.0' }
const now = { ...markedPlan('now', 'k-1'), ...versions }
const base = { ...markedPlan('base', 'k-1'), ...versions }
const names = now.tables.map(({ table }) => table)
const definitions = Object.fromEntries(names.map((table) => [table, `of ${table}`]))
const spare = { runId: 'base', schema: 'stage_nm_p_then', seal: sealOf(definitions) }
const auto: RefreshFacts = { changes: 'auto', fullEvery: 30, serves: 'last', spare }

it('a night is by changes where a generation is kept, and what made it is at hand', async () => {
  expect(await chosen()).toEqual({
    ...{ kind: 'changes', base: { runId: 'base', schema: 'stage_nm_p_then' }, nights: 1 },
    ...{ compared: [{ table: 'users', reusable: true, written: false, told: true, seeded: 0 }], whole: [] },
    ...{ surveyed: ['users'], avoiding: ['users'] },
  })
})

it.each<[string, Partial<Given>, RegExp]>([
  ['nobody wants it', { facts: { ...auto, changes: 'never' } }, /refresh\.changes: never/],
  ['none is kept', { facts: { ...auto, spare: null } }, /keeps no generation yet/],
  ['its plan expired', { plans: {} }, /not at hand/],
  ['its seal is gone', { seal: null }, /not at hand/],
  ['the key changed', { plans: { base: { ...base, keyId: 'k-2' } } }, /pseudonym key changed/],
  ['nightmask changed', { plans: { base: { ...base, toolVersion: '0.9.0' } } }, /version of nightmask/],
  [
    'Node.js changed, or Faker',
    { plans: { base: { ...base, masksWith: 'Node.js 24.0.0' } } },
    /what masks changed \(Node\.js 24\.0\.0, now Node\.js 24\.1\.0\)/,
  ],
  ['the locale changed', { plans: { base: { ...base, locale: 'de' } } }, /locale/],
  ['it is time', { plans: { base, last: by(29) } }, /29 nights before were by changes/],
  ['every table changed', { definitions: {} }, /no table can be compared/],
])('a night is a full one where %s', async (_, given, why) => {
  expect(await chosen(given)).toMatchObject({ kind: 'full', why: expect.stringMatching(why) })
})

it('counts the nights since the last full one', async () => {
  expect(await chosen({ plans: { base, last: by(28) } })).toMatchObject({ kind: 'changes', nights: 29 })
})

it.each<[string, Partial<Given>, string]>([
  ['rules', { plan: ruled() }, 'its rules changed'],
  [
    'definition in production',
    { plan: altered({ createSql: 'CREATE TABLE `users` (`x` INT)' }) },
    'its definition changed in production',
  ],
  [
    'definition in staging',
    { definitions: { ...definitions, users: 'other' } },
    'somebody changed its definition in staging',
  ],
  ['key, of which it has none', { plan: altered({ primaryKey: [] }) }, 'it has no primary key'],
  ['key, which is masked', { plan: altered({ primaryKey: ['email'] }) }, 'its primary key is masked'],
  ['engine', { plan: altered({ engine: 'MyISAM' }) }, 'its engine is MyISAM'],
  ['history', { plan: altered({ systemVersioned: true }) }, 'it keeps the history of its rows'],
])('a table is loaded whole for its %s, and the others are compared', async (_, given, why) => {
  const plan = second(given.plan ?? now)
  const plans = { base: second(base) }
  const kept = { ...(given.definitions ?? definitions), others: 'of others' }
  expect(await chosen({ ...given, plan, plans, definitions: kept })).toMatchObject({
    compared: [expect.objectContaining({ table: 'others' })],
    whole: [{ table: 'users', why }],
  })
})

it.each<[string, Given['found']]>([
  ['was written to', { changedAt: '2026-01-02 00:00:00' }],
  ['was emptied', { empty: true }],
  ['stands on a server that was started since', { serverStart: 100 }],
])('no chunk of a table is reused that %s', async (_, found) => {
  expect(await chosen({ found })).toMatchObject({ compared: [{ table: 'users', reusable: false, written: true }] })
})

interface Given {
  readonly plan: Plan
  readonly facts: RefreshFacts
  readonly plans: Readonly<Record<string, Plan>>
  readonly seal: Seal | null
  readonly definitions: Readonly<Record<string, string>>
  /** How the kept generation's tables differ from what was sealed. */
  readonly found: Partial<SealedTable> & { readonly serverStart?: number }
}

function sealOf(of: Readonly<Record<string, string>>, { serverStart = 1, ...found }: Given['found'] = {}): Seal {
  const sealed = { createdAt: null, changedAt: '2026-01-01 00:00:00', settled: true, empty: false, checksum: null }
  return {
    serverStart,
    tables: Object.entries(of).map(([table, definition]) => ({ table, definition, ...sealed, ...found })),
  }
}

function chosen(given: Partial<Given> = {}) {
  const { plan = now, facts = auto, plans = { base } } = given
  const seal = given.seal === undefined ? sealOf({ ...definitions, others: 'of others' }) : given.seal
  const kept = facts.spare && { ...facts.spare, seal: sealOf(given.definitions ?? definitions, given.found) }
  return chooseRefresh(
    plan,
    { ...facts, spare: kept },
    {
      plans: { find: async (runId) => plans[runId] ?? null },
      notes: {
        read: async (_: string, name: string) => (name === 'seal' ? seal : null),
        write: async () => undefined,
      } as never,
    },
  )
}

function by(nights: number): Plan {
  const refresh = { base: { runId: '', schema: '' }, nights, compared: [], surveyed: [], avoiding: [], whole: [] }
  return { ...base, refresh: { kind: 'changes', ...refresh } }
}

/** With one table more, that has nothing to be loaded whole for. */
function second(plan: Plan): Plan {
  const [users] = base.schema.tables
  const [rules] = base.tables
  const schema = { ...plan.schema, tables: [...plan.schema.tables, { ...users!, name: 'others' }] }
  return { ...plan, schema, tables: [...plan.tables, { ...rules!, table: 'others' }] }
}

function altered(what: Partial<Plan['schema']['tables'][number]>): Plan {
  const tables = now.schema.tables.map((table) => (table.name === 'users' ? { ...table, ...what } : table))
  return { ...now, schema: { ...now.schema, tables } }
}

function ruled(): Plan {
  const tables = now.tables.map((table) =>
    table.table === 'users'
      ? { ...table, columns: table.columns.map((column) => ({ ...column, domain: `${column.domain}x` })) }
      : table,
  )
  return { ...now, tables }
}
