import { startEmbeddedServer } from '../../shared/adapters/embedded/embedded-server.ts'

/** Starts a MariaDB for the whole test run, and says which engines the tests do without. */
export default async function setup(): Promise<() => Promise<void>> {
  const missing = [
    process.env.NIGHTMASK_TEST_MYSQL_URL ? null : 'MySQL (set NIGHTMASK_TEST_MYSQL_URL=mysql://root@host:port)',
    process.env.NIGHTMASK_TEST_AWS_ENDPOINT ? null : 'AWS API (set NIGHTMASK_TEST_AWS_ENDPOINT=http://host:port)',
  ].filter((engine) => engine !== null)
  if (missing.length > 0) process.stderr.write(`Skipped for want of an engine: ${missing.join(', ')}\n`)
  if (process.env.NIGHTMASK_TEST_MARIADB_URL) return async () => {}
  const server = await startEmbeddedServer((line) => process.stderr.write(`${line}\n`))
  process.env.NIGHTMASK_TEST_MARIADB_URL = server.url
  return () => server.stop()
}
