import { readGranted } from '../../shared/adapters/mysql/privileges/granted.ts'
import { grantStatements, missing, reasons } from '../../shared/adapters/mysql/privileges/missing.ts'
import type { Need } from '../../shared/adapters/mysql/privileges/needed.ts'
import { type Finding, judgeVersion, passed } from '../../shared/adapters/mysql/reading/judge-server.ts'
import { probeServer, type ServerFacts } from '../../shared/adapters/mysql/reading/probe-server.ts'
import type { Wire } from '../../shared/adapters/mysql/wire/wire.ts'
import { quoteText } from '../../shared/schema/quote.ts'
import { systemClock } from '../run/clock.ts'

/** A finding with what mends it: GRANT statements. */
export interface Diagnosis extends Finding {
  readonly statements?: readonly string[]
}

const clockSeconds = 60

/** What is asked of both servers: version, encryption, clock, and whether the database is there for this user. */
export async function checkServer(wire: Wire, database: string): Promise<{ facts: ServerFacts; found: Diagnosis[] }> {
  const facts = await probeServer(wire)
  const [there] = await wire.query(
    `SELECT 1 FROM information_schema.schemata WHERE schema_name = ${quoteText(database)}`,
  )
  return {
    facts,
    found: [
      judgeVersion(facts),
      passed(
        facts.cipher
          ? `The connection is encrypted (${facts.cipher}).`
          : 'The connection is not encrypted, since the server is on this machine.',
      ),
      await judgeClock(wire),
      there
        ? passed(`The database ${database} is there.`)
        : { passed: false, sentence: `There is no database ${database}, or this user may not see it.` },
    ],
  }
}

async function judgeClock(wire: Wire): Promise<Finding> {
  const before = systemClock.now().getTime()
  const [[server] = []] = await wire.query('SELECT UNIX_TIMESTAMP(NOW(6))')
  const after = systemClock.now().getTime()
  const apart = Math.abs(Number(server) - (before + after) / 2000)
  return apart <= clockSeconds
    ? passed('Its clock agrees with that of this machine.')
    : {
        passed: false,
        sentence: `Its clock and that of this machine are ${Math.round(apart)} s apart: records and pages would show times that do not belong together.`,
      }
}

/** One finding for each place on which privileges are missing, with the statement that grants them. */
export async function checkPrivileges(wire: Wire, needs: readonly Need[]): Promise<Diagnosis[]> {
  const granted = await readGranted(wire)
  const lacking = missing(needs, granted)
  if (lacking.length === 0) return [passed(`The user ${granted.user} has all privileges that are needed.`)]
  const judged = Map.groupBy(lacking, ({ isOptional = false }) => isOptional)
  const of = (isOptional: boolean) => judged.get(isOptional) ?? []
  const diagnosis = (passed: false | null, verb: string, needs: readonly Need[]): Diagnosis[] =>
    needs.length === 0
      ? []
      : [
          {
            passed,
            sentence: `The user ${granted.user} ${verb} ${[...new Set(needs.map(({ privilege }) => privilege))].join(', ')}: ${reasons(needs)}.`,
            statements: grantStatements(needs, granted.user),
          },
        ]
  return [...diagnosis(false, 'lacks', of(false)), ...diagnosis(null, 'goes without', of(true))]
}
