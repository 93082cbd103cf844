import { startEmbeddedServer } from '../../shared/adapters/embedded/embedded-server.ts'

/** Starts a MariaDB for the whole test run, and says which engines the tests do without. */
export default async function setup(): Promise<() => Promise<void>> {
  const missing = [
    process.env.NIGHTMASK_TEST_MYSQL_URL ? null : 'MySQL (set NIGHTMASK_TEST_MYSQL_URL=mysql://root@host:port)',
    process.env.NIGHTMASK_TEST_AWS_ENDPOINT ? null : 'AWS API (set NIGHTMASK_TEST_AWS_ENDPOINT=http://host:port)',
  ].filter((engine) => engine !== null)
  const say = (line: string) => process.stderr.write(`${line}\n`)
  // Told again after the results: a green summary without an engine is not the whole proof.
  const tellMissing = () => missing.length > 0 && say(`Skipped for want of an engine: ${missing.join(', ')}`)
  tellMissing()
  if (process.env.NIGHTMASK_TEST_MARIADB_URL) return async () => void tellMissing()
  const server = await startEmbeddedServer(say)
  process.env.NIGHTMASK_TEST_MARIADB_URL = server.url
  return async () => {
    await server.stop()
    tellMissing()
  }
}
