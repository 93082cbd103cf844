import type { EdgeCase } from '../../shared/audit/record.ts'
import { UsageError } from '../../shared/errors.ts'
import type { Answer, Session } from '../answer.ts'
import { findRecord, openRecords } from '../audit/audit-artifacts.ts'
import { columns, wrap } from '../display/columns.ts'
import type { Look } from '../display/look.ts'
import type { ConfigFlags } from '../flags.ts'
import { configuredLogins } from '../logins.ts'
import { loginLines } from '../summary/login-lines.ts'
import { section } from '../summary/sections.ts'

/** For testers, what the newest night seeded: what each edge case is there for, and the key of its row; and as whom they log in. */
export async function listCases(pattern: string | undefined, flags: ConfigFlags, _session: Session): Promise<Answer> {
  const { record } = await findRecord(await openRecords(flags), undefined)
  const test = matcher(pattern)
  const cases = record.edgeCases.filter(({ name, table }) => test(name) || test(table))
  if (pattern !== undefined && cases.length === 0)
    throw new UsageError(
      `${pattern}: run ${record.runId} seeded no edge case of that name or table, of ${record.edgeCases.length}.`,
    )
  const database = record.outcome === 'published' ? record.staging?.database : undefined
  const logins = database === undefined ? [] : await configuredLogins(flags, database)
  return {
    json: { runId: record.runId, cases, logins },
    lines: (look) => [
      ...(cases.length === 0
        ? wrap(
            `Run ${record.runId} seeded no edge cases; seed.edge_cases in nightmask.yaml names the packs.`,
            look.width,
          )
        : section('Cases', `seeded by run ${record.runId}`, caseLines(cases, look), look)),
      ...(logins.length > 0 ? [''] : []),
      ...loginLines(logins, look),
    ],
    failure: null,
  }
}

/** A few of them with all that is to be said, many of them in a line each. */
function caseLines(cases: readonly EdgeCase[], look: Look): string[] {
  const keyOf = ({ table, key }: EdgeCase) => `${table} ${Object.values(key).join(', ')}`
  if (cases.length > few) return columns(cases.map((one) => [one.name, keyOf(one), look.paint('dim', one.description)]))
  return cases.flatMap((one) => [
    `${one.name}  ${keyOf(one)}`,
    ...wrap(one.description, look.width - 6).map((line) => `  ${look.paint('dim', line)}`),
  ])
}

const few = 6

function matcher(pattern: string | undefined): (text: string) => boolean {
  if (pattern === undefined) return () => true
  if (!pattern.includes('*')) return (text) => text.includes(pattern)
  const source = pattern.split('*').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const wanted = new RegExp(`^${source.join('.*')}$`)
  return (text) => wanted.test(text)
}
