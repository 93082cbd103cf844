import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { RefusedError, RunFailedError } from '../../../errors.ts'
import { isSameStart } from '../../../policy/generation.ts'
import type { Seal, SealedTable } from '../../../ports.ts'
import { withoutCounter } from '../../../schema/counter.ts'
import { showCreateTables } from '../catalog/create-statements.ts'
import { serverStart } from '../reading/server-start.ts'
import type { Wire } from '../wire/wire.ts'
import { checkedTables, checksumsOf, emptyOf, listTablesNow, type TableNow } from './seal-tables.ts'

const pollMilliseconds = 50

/**
 * Every table of a schema as it is now, for `assertSealed`. A second in which rows of a large table changed is waited out; `early` is told at
 * once which tables are sealed already.
 */
export async function takeSeal(
  wire: Wire,
  schemaName: string,
  early: (tables: ReadonlySet<string>) => void = () => undefined,
): Promise<Seal> {
  const sealed = new Map<string, SealedTable>()
  for (;;) {
    const found = await listTablesNow(wire, schemaName)
    const [[second] = []] = await wire.query('SELECT NOW()')
    const checked = checkedTables(found)
    const isSettled = ({ changedAt }: TableNow) => changedAt === null || changedAt < (second ?? '')
    const left = found.filter(({ table }) => !sealed.has(table))
    const ready = left.filter((now) => checked.has(now.table) || isSettled(now))
    for (const one of await sealEach(wire, schemaName, ready, { checked, isSettled })) sealed.set(one.table, one)
    if (ready.length === left.length) break
    early(new Set(sealed.keys()))
    await pause(pollMilliseconds)
  }
  return { serverStart: await serverStart(wire), tables: [...sealed.values()] }
}

async function sealEach(
  wire: Wire,
  schemaName: string,
  found: readonly TableNow[],
  { checked, isSettled }: { readonly checked: ReadonlySet<string>; readonly isSettled: (now: TableNow) => boolean },
): Promise<SealedTable[]> {
  const names = found.map(({ table }) => table)
  const definitions = await definitionsOf(wire, schemaName, names)
  const empty = await emptyOf(wire, schemaName, names)
  const checksums = await checksumsOf(
    wire,
    schemaName,
    names.filter((name) => checked.has(name)),
  )
  return found.map((now) => {
    const { table, createdAt, changedAt } = now
    return {
      ...{ table, createdAt, changedAt, settled: isSettled(now) },
      definition: definitions.get(table) ?? '',
      empty: empty.has(table),
      checksum: checksums.get(table) ?? null,
    }
  })
}

/**
 * Throws RefusedError, which names the tables, unless the schema is as it was sealed; RunFailedError where the server was started again and
 * cannot tell. A table that was written to is as it was when its rows are.
 */
export async function assertSealed(wire: Wire, schemaName: string, seal: Seal): Promise<void> {
  const restarted = !isSameStart(await serverStart(wire), seal.serverStart)
  const now = new Map((await listTablesNow(wire, schemaName)).map((found) => [found.table, found]))
  const known = new Set(seal.tables.map(({ table }) => table))
  const findings = [...now.keys()].filter((table) => !known.has(table)).map((table) => `${table} is new`)
  const unknown: string[] = []
  const there = [...known].filter((table) => now.has(table))
  const definitions = await definitionsOf(wire, schemaName, there)
  const empty = await emptyOf(wire, schemaName, there)
  const compared = seal.tables.map((sealed): [SealedTable, Verdict | 'ask'] => {
    const { table } = sealed
    const found = now.get(table)
    if (!found) return [sealed, 'is gone']
    if (definitions.get(table) !== sealed.definition) return [sealed, 'has another definition']
    // MariaDB's TRUNCATE leaves the time of the last change as it was.
    return [sealed, empty.has(table) === sealed.empty ? compare(sealed, found, restarted) : 'has other rows']
  })
  const asked = compared.flatMap(([{ table }, verdict]) => (verdict === 'ask' ? [table] : []))
  const checksums = await checksumsOf(wire, schemaName, asked)
  for (const [sealed, told] of compared) {
    const isSame = checksums.get(sealed.table) === sealed.checksum
    const verdict = told !== 'ask' ? told : isSame ? 'same' : 'has other rows'
    if (verdict === 'unknown') unknown.push(sealed.table)
    else if (verdict !== 'same') findings.push(`${sealed.table} ${verdict}`)
  }
  if (findings.length > 0)
    throw new RefusedError(
      `${schemaName}: somebody changed what was to be published: ${findings.join(', ')}. It was not published; keep others away from that schema and run again.`,
    )
  if (unknown.length > 0)
    throw new RunFailedError(
      `${schemaName}: the server was started again after verification and cannot tell whether ${unknown.join(', ')} changed. It was not published; use --resume.`,
    )
}

type Verdict = 'same' | 'unknown' | 'is gone' | 'has another definition' | 'has other rows'

/** Whether the rows of a table are those that were sealed, as far as its times tell; `ask`: its checksum has to. */
function compare({ createdAt, changedAt, settled, checksum, empty }: SealedTable, now: TableNow, restarted: boolean) {
  const timesTell = now.tells && settled && !restarted
  if (timesTell && now.createdAt === createdAt && now.changedAt === changedAt) return 'same'
  if (checksum !== null) return 'ask'
  return restarted && !empty ? 'unknown' : empty ? 'same' : 'has other rows'
}

/** Digests, SHA-256 in hex, of the definitions of tables, without the next number of AUTO_INCREMENT. */
export async function definitionsOf(
  wire: Wire,
  schemaName: string,
  tables: readonly string[],
): Promise<Map<string, string>> {
  const texts = await showCreateTables(wire, schemaName, tables)
  const digest = (text: string) => createHash('sha256').update(withoutCounter(text)).digest('hex')
  return new Map([...texts].map(([table, text]) => [table, digest(text)]))
}
