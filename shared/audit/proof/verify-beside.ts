import type { StoredHere } from './chain.ts'
import { isEnvelope } from './dsse.ts'
import { sha256Of, statementIn } from './statement.ts'

/** What stands beside a record: the bytes of its page, and its envelope as JSON; null where there is none, `damaged` where it is no JSON. */
export interface Beside {
  readonly page: Uint8Array | null
  readonly envelope: unknown | null | 'damaged'
}

export interface BesideReport {
  readonly problems: readonly string[]
  readonly verified: readonly string[]
  readonly notVerified: readonly string[]
}

/** Whether pages are those that were signed with their records, by the statements beside them. Records of older versions have none. */
export function verifyBeside(entries: readonly (StoredHere & { readonly beside: Beside })[]): BesideReport {
  const readable = entries.filter(({ record }) => record?.signature)
  const attested = readable.filter(({ beside }) => beside.envelope !== null)
  const problems = attested.flatMap(problemsOf)
  const without = readable.length - attested.length
  return {
    problems,
    verified:
      problems.length > 0 || attested.length === 0
        ? []
        : [`The pages of ${counted(attested.length)} are those that were signed with them.`],
    notVerified:
      without > 0
        ? [`The pages of ${counted(without)}: no signed statement is beside them, as older versions wrote none.`]
        : [],
  }
}

function problemsOf({ path, record, beside: { page, envelope } }: StoredHere & { readonly beside: Beside }): string[] {
  const [own, pagePath] = [path.replace(/\.json$/, '.intoto.jsonl'), path.replace(/\.json$/, '.html')]
  if (!isEnvelope(envelope)) return [`${own} is no DSSE envelope: it was cut short or overwritten`]
  const statement = record?.signature ? statementIn(envelope, record.signature) : null
  if (!record || !statement)
    return [
      `${own}: its signature is not of the key that signed the record: it was changed, or signed with another key`,
    ]
  const digestOfEnding = (ending: string) => statement.subject.find(({ name }) => name.endsWith(ending))?.digest.sha256
  if (statement.predicate.runId !== record.runId)
    return [`${own} is about run ${statement.predicate.runId}: it was put there from another record`]
  if (!page) return [`${pagePath} is not there: it was deleted`]
  return digestOfEnding('.html') === sha256Of(page)
    ? []
    : [`${pagePath} is not the page that was signed with its record: it was changed`]
}

function counted(records: number): string {
  return records === 1 ? '1 record' : `${records} records`
}
