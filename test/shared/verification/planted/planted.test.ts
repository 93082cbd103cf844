import { expect, it } from 'vitest'
import type { ColumnPlan, Plan } from '../../../../shared/policy/plan.ts'
import { verify } from '../../../../shared/steps/verify.ts'
import { describeEachServer, freshDatabase, runSql } from '../../../setup/servers.ts'
import { loadAll, localPorts, planOf } from '../../steps/local-run.ts'
import { representations, spellings } from './kinds.ts'
import { rule, type Sort, plan as searched, sorts, values } from './values.ts'

interface Planted {
  readonly kind: string
  readonly sort: Sort
  readonly cell: string | Uint8Array
}

const planted = Object.entries({ ...representations, ...spellings }).flatMap(([kind, plant]) =>
  sorts.flatMap((sort): Planted[] => {
    const cell = plant(values[sort].value, sort)
    return cell === null ? [] : [{ kind, sort, cell }]
  }),
)
const kinds = [...new Set(planted.map(({ kind }) => kind))]
const literal = (cell: string | Uint8Array) => `x'${Buffer.from(cell as string).toString('hex')}'`

/** A column for each kind, a row for each sort of value. */
function planting(table: string, type: string, isHere: (cell: string | Uint8Array) => boolean): string {
  const columns = kinds.map((_, n) => `k${n} ${type} NULL`)
  const rows = sorts.map((sort, nr) => {
    const cells = planted.filter((one) => one.sort === sort && isHere(one.cell))
    const sets = cells.map(({ kind, cell }) => `k${kinds.indexOf(kind)} = ${literal(cell)}`)
    return `INSERT INTO ${table} SET ${[`nr = ${nr}`, ...sets].join()}`
  })
  return [`CREATE TABLE ${table} (nr INT PRIMARY KEY, ${columns.join()})`, ...rows].join(';\n')
}

const people = `CREATE TABLE people (nr INT PRIMARY KEY, ${sorts.map((sort) => `${sort} VARCHAR(120) NOT NULL`).join()});
  INSERT INTO people VALUES (1, ${sorts.map((sort) => `'${values[sort].value}'`).join()})`
/** Two people of one row, each name masked by another rule, an address that forty rows share, and each of them where nothing is masked. */
const pairs = `CREATE TABLE parcels (nr INT PRIMARY KEY, sender_first_name VARCHAR(40), sender_last_name VARCHAR(40), receiver_first_name VARCHAR(40), receiver_last_name VARCHAR(40));
  INSERT INTO parcels VALUES (1, 'Quillon', 'Marrowby', 'Umberta', 'Fenwickson');
  CREATE TABLE desks (nr INT PRIMARY KEY, mail VARCHAR(60));
  INSERT INTO desks VALUES ${Array.from({ length: 40 }, (_, nr) => `(${nr}, 'front-desk@umbra-post.example')`).join()};
  CREATE TABLE slips (nr INT PRIMARY KEY, sender TEXT, receiver TEXT, both_of TEXT, desk TEXT);
  INSERT INTO slips VALUES (1, 'from Quillon Marrowby', 'to Fenwickson, Umberta', 'Quillon Fenwickson', 'or front-desk@umbra-post.example')`
const nameRules: Readonly<Record<string, ColumnPlan['rule']>> = {
  sender_first_name: rule('null'),
  sender_last_name: rule('constant', { value: 'x' }),
  receiver_first_name: rule('faker', { method: 'person.firstName' }),
  receiver_last_name: rule('hash', { length: 12 }),
  mail: rule('constant', { value: 'x' }),
}
const isText = (cell: string | Uint8Array) => typeof cell === 'string'
const source = [
  people,
  pairs,
  planting('texts', 'MEDIUMTEXT', isText),
  planting('bytes', 'MEDIUMBLOB', (cell) => !isText(cell)),
]

/** The user name in every character set of the server, and where no rule of the policy looks. */
async function elsewhere(url: string): Promise<string[]> {
  const sets = (
    await runSql(
      url,
      "SELECT character_set_name FROM information_schema.character_sets WHERE character_set_name <> 'binary'",
    )
  ).flat()
  const { email, login, name } = values
  return [
    `CREATE TABLE charsets (nr INT PRIMARY KEY, ${sets.map((set) => `in_${set} VARCHAR(60) CHARACTER SET ${set}`).join()})`,
    `INSERT INTO charsets VALUES (1, ${sets.map(() => `'${login.value}'`).join()})`,
    `CREATE TABLE places (nr INT PRIMARY KEY, inside JSON, raw VARBINARY(80), fixed VARCHAR(80),
       made VARCHAR(120) AS (CONCAT('of ', JSON_UNQUOTE(JSON_EXTRACT(inside, '$.who')))) VIRTUAL, kept VARCHAR(120) AS (CONCAT(fixed, '!')) STORED)`,
    `INSERT INTO places (nr, inside, raw, fixed) VALUES (1, '{"who": "${name.value}"}', '${email.value}', '${email.value}')`,
  ]
}

describeEachServer('a night', (server) => {
  it('misses nothing in silence: every kind in which a value is left behind is caught, or its record lists it', async () => {
    const [production, staging] = [await freshDatabase(server, 'planted'), await freshDatabase(server, 'stage')]
    const places = await elsewhere(server.url)
    await runSql(production.url, [...source, ...places].join(';\n'))
    const ports = await localPorts(production, staging)
    const rules = new Map(searched.tables[0]!.columns.map(({ column, rule, domain }) => [column, { rule, domain }]))
    const kept = await planOf(ports, 'planted')
    const ofNames = (column: string) => (nameRules[column] ? { rule: nameRules[column], domain: column } : {})
    const masked = (column: ColumnPlan): ColumnPlan => ({
      ...column,
      ...rules.get(column.column),
      ...ofNames(column.column),
    })
    const tables = kept.tables.map((table) =>
      ['people', 'parcels', 'desks'].includes(table.table) ? { ...table, columns: table.columns.map(masked) } : table,
    )
    const plan: Plan = { ...kept, tables }
    await loadAll(plan, ports)
    const { verdict, checks } = await verify({ runId: plan.runId }, ports)
    expect(verdict).toBe('refused')
    const findings = (check: string) => checks.find(({ name }) => name === check)!.findings
    const found = new Set(
      findings('leaks').map((finding) => finding.replace(/: .* real value of people\.(\w+), .*/, ' $1')),
    )
    const told = findings('kinds not searched for')
    const isTold = ({ sort, kind }: Planted) =>
      sort === 'passage' &&
      kind !== 'the whole cell' &&
      told.includes('passages of more than eight words within longer text')
    const inSlips = findings('leaks').filter((finding) => finding.startsWith('slips.'))
    expect(inSlips.map((finding) => finding.replace(/: .*/, '')).sort()).toEqual([
      'slips.desk',
      'slips.receiver',
      'slips.sender',
    ])
    const missed = planted.filter((one) => {
      const place = `${isText(one.cell) ? 'texts' : 'bytes'}.k${kinds.indexOf(one.kind)}`
      return !found.has(`${place} ${one.sort}`) && !isTold(one)
    })
    expect(missed.map(({ kind, sort }) => `${kind}: ${sort}`)).toEqual([])
    expect(kinds.length).toBeGreaterThanOrEqual(120)
    const columns = plan.schema.tables.find(({ name }) => name === 'charsets')!.columns.slice(1)
    expect(columns.map(({ name }) => name).filter((name) => !found.has(`charsets.${name} login`))).toEqual([])
    for (const place of ['inside name', 'made name', 'raw email', 'fixed email', 'kept email'])
      expect([...found]).toContain(`places.${place}`)
  })
})
