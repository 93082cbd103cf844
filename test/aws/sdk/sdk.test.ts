import { describe, expect, it } from 'vitest'
import { describeOnAws } from '../emulator.ts'
import { callEmulator } from './call-aws.ts'
import { javaException, javaName } from './java-names.ts'

describe('names of the SDK integrations', () => {
  it.each([
    ['DBClusterIdentifier', 'DbClusterIdentifier'],
    ['SourceDBClusterIdentifier', 'SourceDBClusterIdentifier'],
    ['DBInstances', 'DbInstances'],
    ['VpcSecurityGroupIds', 'VpcSecurityGroupIds'],
    ['MasterUserSecretKmsKeyId', 'MasterUserSecretKmsKeyId'],
    ['executionArn', 'ExecutionArn'],
    ['ARN', 'Arn'],
  ])('%s is %s', (member, name) => {
    expect(javaName(member)).toBe(name)
  })

  it.each([
    ['DBClusterNotFoundFault', 'DbClusterNotFoundException'],
    ['InvalidDBInstanceStateFault', 'InvalidDbInstanceStateException'],
    ['ResourceNotFoundException', 'ResourceNotFoundException'],
    ['KMSKeyNotAccessibleFault', 'KmsKeyNotAccessibleException'],
  ])('%s is thrown as %s', (fault, exception) => {
    expect(javaException(fault)).toBe(exception)
  })
})

describeOnAws('the SDK integrations', () => {
  it('take and give those names', async () => {
    const id = `n${Date.now()}`
    const made = await callEmulator('rds', 'createDBCluster', {
      ...{ DbClusterIdentifier: id, Engine: 'aurora-mysql', MasterUsername: 'u', MasterUserPassword: 'p1234567' },
      Tags: [{ Key: 'a', Value: 'b' }],
    })
    expect(made).toMatchObject({ DbCluster: { DbClusterIdentifier: id, Engine: 'aurora-mysql' } })
    expect(await callEmulator('rds', 'describeDBClusters', { DbClusterIdentifier: id })).toMatchObject({
      DbClusters: [{ DbClusterIdentifier: id, TagList: [{ Key: 'a', Value: 'b' }] }],
    })
    await callEmulator('rds', 'deleteDBCluster', { DbClusterIdentifier: id, SkipFinalSnapshot: true })
  })

  it('refuse a field under the name of another SDK, and tell an error by its Java name', async () => {
    await expect(callEmulator('rds', 'describeDBClusters', { DBClusterIdentifier: 'x' })).rejects.toThrow(
      'the field DBClusterIdentifier is not supported',
    )
    await expect(callEmulator('rds', 'describeDBClusters', { DbClusterIdentifier: 'none' })).rejects.toMatchObject({
      error: 'Rds.DbClusterNotFoundException',
    })
  })
})
