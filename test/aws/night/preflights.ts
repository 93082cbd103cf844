import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { expect, it } from 'vitest'
import { functionTable } from '../../../infra/function-table.ts'
import { runSql } from '../../setup/servers.ts'
import { emulator } from '../emulator.ts'
import type { Nights } from './nights.ts'

interface Checked {
  readonly outcome: string
  readonly checks: readonly { readonly check: string; readonly passed: boolean | null; readonly sentence: string }[]
}

/** What a night needs, shown without a night. */
export function describePreflight(opened: () => Nights): void {
  it('show by a preflight that every function can do what it was granted, and that RDS would make a clone; no row moves', async () => {
    const nights = opened()
    const old = await nights.stagingDigests()
    const made = nights.rds.made.length
    const preflight = await nights.preflight()
    expect(JSON.parse(preflight.failure?.cause ?? '{ "failed": [] }').failed).toEqual([])
    const { outcome, checks } = preflight.output as unknown as Checked
    expect(outcome).toBe('ready')
    // The lock is given back by whoever has it; the dataset function is asked by people.
    const asked = Object.entries(functionTable).filter(([name]) => name !== 'dataset')
    const granted = asked.flatMap(([name, { grants }]) => grants.map((grant) => `${name}: ${grant}`))
    const names = checks.map(({ check }) => check)
    expect(names).toEqual(
      expect.arrayContaining([
        ...granted,
        'source',
        'rds:restoreDBClusterToPointInTime',
        'rds:deleteDBCluster',
        'alarm',
        ...['Night calls audit', 'Night: secretsmanager:describeSecret', 'Night: sfn:getExecutionHistory'],
        ...['Rollback calls rollback', 'Rollback: sfn:describeExecution', 'Rollback puts events'],
        ...['Refresh calls publish', 'Refresh goes over a list in S3'],
        ...['Sweep calls sweep', 'Sweep: rds:deleteDBInstance', 'Sweep: rds:describeDBClusters'],
      ]),
    )
    expect(
      checks.filter(({ check, passed }) => passed === null && granted.includes(check) && check !== 'end: lock:delete'),
    ).toEqual([])
    const sentences = checks.map(({ sentence }) => sentence).join('\n')
    expect(sentences).toMatch(/The writer did 17 of the 17 things/)
    expect(sentences).toMatch(/kms:.* signs, and its public half says so/)
    expect(sentences).toMatch(/The reader sees \d+ tables/)
    expect(nights.cloud.bus.of('nightmask preflight ended').at(-1)).toMatchObject({ outcome: 'ready' })
    expect(await nights.stagingDigests()).toEqual(old)
    expect(await nights.leftovers()).toEqual({ clones: [], shadows: [], locks: [] })
    expect(nights.rds.made).toHaveLength(made)
  })

  it('tell by a preflight what the writer of staging is not allowed, and what to do', async () => {
    const nights = opened()
    const { hostname, port } = new URL(nights.server.url)
    const login = { username: `${nights.staging}_w`, password: 'a-Writer-1', host: hostname, port: Number(port) }
    const pattern = nights.staging.replaceAll('_', '\\_')
    await runSql(
      nights.server.url,
      `CREATE USER '${login.username}'@'%' IDENTIFIED BY '${login.password}';
       GRANT ALL ON \`${pattern}%\`.* TO '${login.username}'@'%'; REVOKE TRIGGER, UPDATE ON \`${pattern}%\`.* FROM '${login.username}'@'%'`,
    )
    const secrets = new SecretsManagerClient(emulator)
    const put = (value: object) =>
      secrets.send(new PutSecretValueCommand({ SecretId: nights.loginSecret, SecretString: JSON.stringify(value) }))
    await put({ ...login, dbname: nights.staging })
    const preflight = await nights.preflight()
    await put({ ...login, username: 'root', password: '', dbname: nights.staging })
    await runSql(nights.server.url, `DROP USER '${login.username}'@'%'`)
    expect(preflight).toMatchObject({ status: 'FAILED', failure: { error: 'NotReady' } })
    // Each with the statement that grants it; settings change rows.
    for (const privilege of ['TRIGGER', 'UPDATE']) expect(preflight.failure?.cause).toContain(privilege)
  })
}
