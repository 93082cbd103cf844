import { DatabaseError, UsageError } from '../../../errors.ts'
import type { Wire } from '../wire/wire.ts'

// Chunks lie under a key of the stack's own, and Aurora opens such objects from this version on (Aurora's guide, «Loading data … from text files»).
const oldestVersion = [3, 5]

/** Throws UsageError unless this server can read chunks from S3: an Aurora MySQL, new enough, with a role for S3. */
export async function assertLoadsFromS3(wire: Wire): Promise<void> {
  const shown = await wire.query(
    "SHOW GLOBAL VARIABLES WHERE variable_name IN ('aurora_version', 'aws_default_s3_role')",
  )
  const values = new Map(shown.map(([name, value]) => [name?.toLowerCase(), value ?? '']))
  const version = values.get('aurora_version')
  const problem = problemOf(version, values.get('aws_default_s3_role'))
  if (problem) throw new UsageError(`deploy.staging.load is s3, and ${problem}`)
}

function problemOf(version: string | undefined, role: string | undefined): string | null {
  if (!version) return 'staging is no Aurora MySQL: leave it out, and rows are streamed.'
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major < oldestVersion[0]! || (major === oldestVersion[0] && minor < oldestVersion[1]!))
    return `Aurora ${version} cannot read objects under a key of one's own: that takes 3.05 or later.`
  return role
    ? null
    : 'its cluster has no aws_default_s3_role: docs/operations.md, section 3, says how it gets the one that the stack makes.'
}

/** Takes on the role AWS_LOAD_S3_ACCESS, where logging in does not. */
export async function takeRoles(wire: Wire): Promise<void> {
  await wire.execute('SET ROLE ALL').catch((error) => {
    if (!(error instanceof DatabaseError)) throw error
  })
}
