import { startEmbeddedServer } from '../../shared/adapters/embedded/embedded-server.ts'
import { runtimeClient } from '../aws/runtime/client.ts'
import { workInMemory } from './in-memory.ts'

/** Starts a MariaDB for the whole test run, and says which engines the tests do without. */
export default async function setup(): Promise<() => Promise<void>> {
  const aws = process.env.NIGHTMASK_TEST_AWS_ENDPOINT
  const missing = [
    process.env.NIGHTMASK_TEST_MYSQL_URL ? null : 'MySQL (set NIGHTMASK_TEST_MYSQL_URL=mysql://root@host:port)',
    aws ? null : 'AWS API (set NIGHTMASK_TEST_AWS_ENDPOINT=http://host:port)',
    aws && runtimeClient().name === 'stand-in'
      ? 'aws-lambda-ric, in whose place a stand-in runs the bundles (node test/aws/runtime/install-client.ts)'
      : null,
  ].filter((engine) => engine !== null)
  const say = (line: string) => process.stderr.write(`${line}\n`)
  // Told again after the results: a green summary without an engine is not the whole proof.
  const tellMissing = () => missing.length > 0 && say(`Skipped for want of an engine: ${missing.join(', ')}`)
  tellMissing()
  const leaveMemory = workInMemory()
  const end = () => {
    leaveMemory()
    tellMissing()
  }
  if (process.env.NIGHTMASK_TEST_MARIADB_URL) return async () => end()
  const server = await startEmbeddedServer(say)
  process.env.NIGHTMASK_TEST_MARIADB_URL = server.url
  return async () => {
    await server.stop()
    end()
  }
}
