import { explain } from '../../cli/failure.ts'
import { createProgram } from '../../cli/program.ts'
import { silentProgress } from '../../cli/progress.ts'
import { parseDatabaseUrl } from '../../shared/adapters/mysql/wire/url.ts'
import { parseConfig } from '../../shared/config/parse-config.ts'
import { UsageError } from '../../shared/errors.ts'
import { proveRules } from '../../shared/masking/proofs/prove-rules.ts'
import { transformers } from '../../shared/masking/transformers/index.ts'
import { parsePolicy } from '../../shared/policy/file/parse-policy.ts'
import { refuseOwn } from '../../shared/policy/resolving/check-own.ts'
import { resolvePolicy } from '../../shared/policy/resolving/resolve-policy.ts'
import { conditionProblem } from '../../shared/subset/condition.ts'
import { reference, schema, table, unique } from '../shared/policy/describe-schema.ts'

/** Where a mistake is made; each is judged by the code that meets it first. */
export type Place = 'policy' | 'rule' | 'config' | 'staging' | 'url' | 'where' | 'flags'

const known = schema(
  table(
    'members',
    {
      ...{ id: 'int', email: 'varchar(80)', nick: 'varchar(8)', joined: 'date', age: 'tinyint', about: 'text' },
      ...{ settings: 'json', code: 'varchar(40) not null', level: "enum('a','b')" },
    },
    { uniqueKeys: [unique('code')] },
  ),
  table(
    'posts',
    { id: 'int', member_id: 'int', body: 'text' },
    { foreignKeys: [reference('member_id', 'members.id')] },
  ),
)
const told = '{ keep: "of nobody" }'
const complete: Readonly<Record<string, string>> = {
  ...{ id: 'keep', email: 'email', nick: told, joined: told, age: 'keep', about: told },
  ...{ settings: told, code: 'keep', level: 'keep' },
}

/** What is told of the mistake; null where nothing is. */
export async function judge(place: Place, text: string): Promise<{ kind: string; message: string } | null> {
  try {
    await judges[place](text)
    return null
  } catch (error) {
    const { kind, message } = explain(error)
    return { kind, message }
  }
}

const judges: Record<Place, (text: string) => unknown> = {
  policy: (text) => provePolicy(text),
  /** `column: rule`, on members. */
  rule(text) {
    const [, column = '', rule = ''] = /^([\w"]+): ?(.*)$/s.exec(text)!
    const columns = Object.entries({ ...complete, [column]: rule }).map(([name, of]) => `    ${name}: ${of}\n`)
    provePolicy(
      `version: 1\ntables:\n  posts: { id: keep, member_id: keep, body: { keep: "of nobody" } }\n  members:\n${columns.join('')}`,
    )
  },
  config: (text) => parseConfig(text, 'nightmask.yaml', {}, {}),
  staging(text) {
    const config = parseConfig(`${both}\n${text}`, 'nightmask.yaml', {}, {})
    refuseOwn(config.own, { schema: known, skipped: new Set(), keptThere: [] })
  },
  url: (text) => parseDatabaseUrl(text),
  where(text) {
    const problem = conditionProblem(text)
    if (problem) throw new UsageError(problem)
  },
  flags: async (text) => {
    const session = { progress: silentProgress, signal: new AbortController().signal }
    await createProgram(session, () => undefined).parseAsync(text.split(' '), { from: 'user' })
  },
}

const both = 'source: { url: "mysql://a/b" }'

function provePolicy(text: string): void {
  const policy = parsePolicy(text, 'policy.yaml', transformers)
  const { tables } = resolvePolicy(known, policy, 'policy.yaml', transformers)
  proveRules(known, tables, policy.locale, 'policy.yaml')
}
