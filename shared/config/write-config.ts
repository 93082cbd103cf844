import { scalar } from '../policy/file/scalar.ts'
import type { ProposedSetting } from '../policy/proposed-setting.ts'

/**
 * nightmask.yaml as `init` proposes it. URLs come from the environment: they hold passwords. `schemaPath` is for editors; `owned` are
 * tables that staging may want for its own, and `harm` is what a copy of production would do, each as a proposal that does nothing.
 */
export function writeConfig(
  schemaPath: string,
  owned: readonly string[] = [],
  harm: readonly ProposedSetting[] = [],
): string {
  const proposal =
    owned.length > 0
      ? `\n# Settings that staging may want for its own, once it has them: keep_tables: [${owned.map((name) => JSON.stringify(name)).join(', ')}]`
      : ''
  return `# yaml-language-server: $schema=${schemaPath}
# Made by \`nightmask init\`. \${NAME} is taken from the environment; no password belongs into this file.
source: { url: "\${SOURCE_URL}" }
# A database that only nightmask writes; tables named in keep_tables stay as they are in it.${proposal}
staging:
  url: "\${STAGING_URL}"
  keep_tables: []
${proposals(harm)}# Made by \`nightmask key new\`. Keep a copy of it in a safe place, and not beside the artifacts: with both, guesses can be tried.
key: { file: .nightmask-key/key }
artifacts: file:.nightmask
policy: policy.yaml
# Edge cases that are seeded after every refresh; \`schema\` suits any database.
seed: { value: 42, edge_cases: [] }
`
}

function proposals(harm: readonly ProposedSetting[]): string {
  if (harm.length === 0) return ''
  const head = `  # What a copy of production might do to others, by names and values. Take the # from what you want; each has to meet a row of a
  # night, or says may_miss: true. The writer needs UPDATE for it: docs/staging.md.
  # settings:
`
  return `${head}${harm.map((proposed) => `  #   - ${written(proposed)} # ${proposed.because}\n`).join('')}`
}

function written({ table, where, set, blank, empty }: ProposedSetting): string {
  const list = (names: readonly string[]) => `[${names.map(scalar).join(', ')}]`
  const values = Object.entries(set).map(
    ([column, value]) => `${scalar(column)}: ${typeof value === 'string' ? JSON.stringify(value) : String(value)}`,
  )
  const members = [
    `table: ${scalar(table)}`,
    ...(where ? [`where: { ${scalar(where.column)}: ${list(where.names)} }`] : []),
    ...(values.length > 0 ? [`set: { ${values.join(', ')} }`] : []),
    ...(blank.length > 0 ? [`blank: ${list(blank)}`] : []),
    ...(empty ? ['empty: true'] : []),
  ]
  return `{ ${members.join(', ')} }`
}
