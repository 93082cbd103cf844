/**
 * nightmask.yaml as `init` proposes it. URLs come from the environment: they hold passwords. `schemaPath` is for editors; `owned` are
 * tables that staging may want for its own.
 */
export function writeConfig(schemaPath: string, owned: readonly string[] = []): string {
  const proposal =
    owned.length > 0
      ? `\n# Settings that staging may want for its own, once it has them: keep_tables: [${owned.map((name) => JSON.stringify(name)).join(', ')}]`
      : ''
  return `# yaml-language-server: $schema=${schemaPath}
# Made by \`nightmask init\`. \${NAME} is taken from the environment; no password belongs into this file.
source: { url: "\${SOURCE_URL}" }
# A database that only nightmask writes; tables named in keep_tables stay as they are in it.${proposal}
staging: { url: "\${STAGING_URL}", keep_tables: [] }
# Made by \`nightmask key new\`. Keep a copy of it in a safe place.
key: { file: .nightmask/key }
artifacts: file:.nightmask
policy: policy.yaml
# Edge cases that are seeded after every refresh; \`schema\` suits any database.
seed: { value: 42, edge_cases: [] }
`
}
