import { readFileSync } from 'node:fs'
import { afterAll } from 'vitest'
import { runSql, type TestServer } from './servers.ts'

/** The two database users of docs/operations.md, on one server. */
export interface DocumentedUsers {
  /** The statements as the document has them, with the names of this test. */
  readonly statements: readonly string[]
  /** How a URL looks for one of them. */
  login(url: string, user: 'reader' | 'writer'): string
}

/** Runs the documented statements of this engine for these schemas; the users are gone after the file's tests. */
export async function createDocumentedUsers(
  server: TestServer,
  source: string,
  staging: string,
): Promise<DocumentedUsers> {
  const suffix = staging.slice(-8)
  const text = documented(server.name === 'mysql' ? 'MySQL' : 'MariaDB')
    .replaceAll(' REQUIRE SSL', '')
    .replaceAll("@'10.%'", "@'%'")
    .replaceAll("'…'", "'secret'")
    .replaceAll(/nightmask_(reader|writer)/g, `$1_${suffix}`)
    .replaceAll('`shop`', `\`${source}\``)
    .replaceAll('`shop_staging`', `\`${staging}\``)
    .replaceAll('`shop\\_staging\\_%`', `\`${staging.replaceAll('_', '\\_')}\\_%\``)
  await runSql(server.url, text)
  await runSql(server.url, 'SET GLOBAL log_bin_trust_function_creators = 1')
  afterAll(() => runSql(server.url, `DROP USER IF EXISTS reader_${suffix}@'%', writer_${suffix}@'%'`))
  return {
    statements: text.split('\n').filter((line) => line.startsWith('GRANT')),
    login: (url, user) => url.replace('//root@', `//${user}_${suffix}:secret@`),
  }
}

function documented(engine: 'MySQL' | 'MariaDB'): string {
  const sections = [...readFileSync('docs/operations.md', 'utf8').matchAll(/^(\w+) [^\n]*:\n\n```sql\n([\s\S]*?)```/gm)]
  return sections.flatMap(([, name, sql]) => (name === engine ? [sql] : [])).join('')
}
