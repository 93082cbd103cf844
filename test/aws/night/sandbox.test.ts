import { createRequire } from 'node:module'
import { DeleteBucketCommand, ListObjectVersionsCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3'
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createS3Stores } from '../../../shared/adapters/s3/s3-stores.ts'
import { runSql, testServers } from '../../setup/servers.ts'
import { describeOnAws, emulator, s3Client } from '../emulator.ts'
import { type Cloud, deploy } from '../stack/cloud.ts'
import { withDatabases } from '../stack/rds.ts'
import { RdsLifecycle } from '../stack/rds-lifecycle.ts'

vi.setConfig({ testTimeout: 600_000 })

/** On MariaDB alone: the sandbox names its schemas itself, and a MySQL is shared with others. */
const server = testServers().find(({ name }) => name === 'mariadb')!
const schemas = { Source: 'shop', Staging: 'staging' }
const users: string[] = []
let cloud: Cloud

describeOnAws('a sandbox, as synthesised', () => {
  beforeAll(async () => {
    cloud = await deploy({
      ...{ sandbox: true, project: (read) => read },
      callAws: withDatabases(() => server, new RdsLifecycle()),
    })
    for (const side of ['Source', 'Staging'] as const) await open(side)
  }, 900_000)
  afterAll(async () => {
    await cloud?.stop()
    const made = (await runSql(server.url, 'SELECT schema_name FROM information_schema.schemata')).flat()
    for (const name of made.filter((each) => /^(shop|staging)(_nm_.*)?$/.test(each ?? '')))
      await runSql(server.url, `DROP DATABASE \`${name}\``)
    for (const user of users) await runSql(server.url, `DROP USER IF EXISTS '${user}'`)
  })

  it('fills its source once, and leaves it alone when it is deployed again', async () => {
    const fill = () => cloud.fleet.invoke(cloud.functionArn('fill'), {})
    expect(await fill()).toMatchObject({ payload: { filled: true } })
    expect(await fill()).toMatchObject({ payload: { filled: false } })
    const [[orders]] = (await runSql(`${server.url}/shop`, 'SELECT COUNT(*) FROM orders')) as [[string]]
    expect(Number(orders)).toBeGreaterThanOrEqual(10_000)
  })

  it('publishes a night that reads a clone of it', async () => {
    const night = cloud.engine.start(cloud.machineArn('Night'), { scheduled: '2027-01-02T02:30:00Z' })
    await night.done
    expect(night).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'published' } })
    const { records } = createS3Stores(`s3://${cloud.artifacts}`, {
      auditUrl: `s3://${cloud.audit}`,
      client: s3Client(),
    })
    expect(await records.read('night-20270102023000')).toMatchObject({ snapshot: { consistency: 'clone' } })
    const [[email]] = (await runSql(`${server.url}/shop`, 'SELECT email FROM users LIMIT 1')) as [[string]]
    expect(await runSql(`${server.url}/staging`, `SELECT 1 FROM users WHERE email = '${email}'`)).toEqual([])
  })

  it('goes whole: its buckets can be deleted once they were emptied, although nobody may delete records', async () => {
    const s3 = s3Client()
    const Bucket = cloud.audit
    // As the template has them; the emulator's bucket was made without.
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: auditPolicy() }))
    const left = async () => (await s3.send(new ListObjectVersionsCommand({ Bucket }))).Versions ?? []
    expect((await left()).length).toBeGreaterThan(1)
    await expect(s3.send(new DeleteBucketCommand({ Bucket }))).rejects.toThrow(/empty/)
    const { handler } = createRequire(import.meta.url)('../../../infra/empty-buckets/index.js')
    const Buckets = [cloud.audit, cloud.artifacts]
    await handler({ RequestType: 'Delete', ResourceProperties: { Buckets } }, null, s3)
    expect(await left()).toEqual([])
    for (const each of Buckets) await s3.send(new DeleteBucketCommand({ Bucket: each }))
  })
})

function auditPolicy(): string {
  const [, { Properties }] = cloud.template
    .ofType('AWS::S3::BucketPolicy')
    .find(([id]) => /StoresAuditPolicy/.test(id))!
  return JSON.stringify(cloud.resolved(Properties.PolicyDocument))
}

/** Production or staging has its schema and its login, as RDS makes them, on this server. */
async function open(side: keyof typeof schemas): Promise<void> {
  const secrets = new SecretsManagerClient(emulator)
  const SecretId = cloud.physical(new RegExp(`^nightmaskSandbox${side}Secret`)).arn
  const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId }))
  const { password } = JSON.parse(SecretString)
  const username = `sandbox_${side.toLowerCase()}`
  const { hostname, port } = new URL(server.url)
  const login = { username, password, host: hostname, port: Number(port), dbname: schemas[side] }
  await secrets.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(login) }))
  users.push(username)
  await runSql(
    server.url,
    `CREATE DATABASE ${schemas[side]} CHARACTER SET utf8mb4;
     CREATE USER '${username}'@'%' IDENTIFIED BY '${password}'; GRANT ALL ON *.* TO '${username}'@'%'`,
  )
}
