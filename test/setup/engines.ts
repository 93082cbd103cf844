import { mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { startEmbeddedServer } from '../../shared/adapters/embedded/embedded-server.ts'
import { runtimeClient } from '../aws/runtime/client.ts'

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

const inMemory = '/dev/shm'
const enough = 4 * 2 ** 30

/** Puts temporary files into memory where there is room: the tests make thousands of tables, and a disk takes ten times as long for each. */
function workInMemory(): () => void {
  if (process.env.TMPDIR !== undefined || !hasRoom()) return () => undefined
  const folder = mkdtempSync(`${inMemory}/nightmask-tests-`)
  process.env.TMPDIR = folder
  return () => rmSync(folder, { recursive: true, force: true })
}

function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(inMemory)
    return bavail * bsize > enough
  } catch {
    return false
  }
}
