/** nightmask.yaml as `init` proposes it. URLs come from the environment: they hold passwords. `schemaPath` is for editors. */
export function writeConfig(schemaPath: string): string {
  return `# yaml-language-server: $schema=${schemaPath}
# Made by \`nightmask init\`. \${NAME} is taken from the environment; no password belongs into this file.
source: { url: "\${SOURCE_URL}" }
# A database that only nightmask writes; tables named in keep_tables stay as they are in it.
staging: { url: "\${STAGING_URL}", keep_tables: [] }
# Made by \`nightmask key new\`. Keep a copy of it in a safe place.
key: { file: .nightmask/key }
artifacts: file:.nightmask
policy: policy.yaml
# Edge cases that are seeded after every refresh; \`schema\` suits any database.
seed: { value: 42, edge_cases: [] }
`
}
