import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { RefusedError, RunFailedError } from '../../../errors.ts'
import type { Seal, SealedTable } from '../../../ports.ts'
import { showCreate } from '../catalog/create-statements.ts'
import { isSameStart, serverStart } from '../reading/server-start.ts'
import type { Wire } from '../wire/wire.ts'
import { checkedTables, checksumOf, isEmpty, listTablesNow, type TableNow } from './seal-tables.ts'

const pollMilliseconds = 50

/** Every table of a schema as it is now, for `assertSealed`. A second in which rows of a large table changed is waited out. */
export async function takeSeal(wire: Wire, schemaName: string): Promise<Seal> {
  const { found, isSettled } = await quietTables(wire, schemaName)
  const checked = checkedTables(found)
  const tables: SealedTable[] = []
  for (const now of found) {
    const { table, createdAt, changedAt } = now
    tables.push({
      ...{ table, createdAt, changedAt, settled: isSettled(now) },
      definition: await definitionOf(wire, schemaName, table),
      empty: await isEmpty(wire, schemaName, table),
      checksum: checked.has(table) ? await checksumOf(wire, schemaName, table) : null,
    })
  }
  return { serverStart: await serverStart(wire), tables }
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
  for (const sealed of seal.tables) {
    const verdict = await compare(wire, schemaName, sealed, now.get(sealed.table), restarted)
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

async function compare(
  wire: Wire,
  schemaName: string,
  sealed: SealedTable,
  now: TableNow | undefined,
  restarted: boolean,
): Promise<'same' | 'unknown' | 'is gone' | 'has another definition' | 'has other rows'> {
  const { table, checksum } = sealed
  if (!now) return 'is gone'
  if ((await definitionOf(wire, schemaName, table)) !== sealed.definition) return 'has another definition'
  // MariaDB's TRUNCATE leaves the time of the last change as it was.
  if ((await isEmpty(wire, schemaName, table)) !== sealed.empty) return 'has other rows'
  const timesTell = now.tells && sealed.settled && !restarted
  if (timesTell && now.createdAt === sealed.createdAt && now.changedAt === sealed.changedAt) return 'same'
  if (checksum !== null) return (await checksumOf(wire, schemaName, table)) === checksum ? 'same' : 'has other rows'
  return restarted && !sealed.empty ? 'unknown' : sealed.empty ? 'same' : 'has other rows'
}

async function quietTables(wire: Wire, schemaName: string) {
  for (;;) {
    const found = await listTablesNow(wire, schemaName)
    const [[second] = []] = await wire.query('SELECT NOW()')
    const checked = checkedTables(found)
    const isSettled = ({ changedAt }: TableNow) => changedAt === null || changedAt < (second ?? '')
    if (found.every((now) => checked.has(now.table) || isSettled(now))) return { found, isSettled }
    await pause(pollMilliseconds)
  }
}

async function definitionOf(wire: Wire, schemaName: string, table: string): Promise<string> {
  const text = await showCreate(wire, 'TABLE', schemaName, table, 1)
  return createHash('sha256')
    .update(text.replace(/ AUTO_INCREMENT=\d+(?= [^\n]*$)/, ''))
    .digest('hex')
}
