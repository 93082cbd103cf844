import { CfnOutput, Stack } from 'aws-cdk-lib'
import { Construct } from 'constructs'
import type { MaskingNetwork } from './masking-network.ts'
import type { NightlyMasking } from './nightly-masking.ts'

/** What the runbook asks the stack for, by name: workflows, functions, buckets, keys, and endpoints that another stack may share. */
export function tellOutputs(scope: Construct, masking: NightlyMasking, network: MaskingNetwork): void {
  const { functions, keys, night, refresh, rollback, signatureKey, stagingLoad, stores } = masking
  const { secretsManager, kms } = network.endpoints
  const told: Readonly<Record<string, string>> = {
    NightWorkflow: night.machine.stateMachineArn,
    RefreshWorkflow: refresh.machine.stateMachineArn,
    RollbackWorkflow: rollback.machine.stateMachineArn,
    DatasetFunction: functions.by.dataset.functionName,
    ArtifactsBucket: stores.artifacts.bucketName,
    AuditBucket: stores.audit.bucketName,
    PseudonymKey: keys.pseudonyms.id,
    OriginalsKey: keys.originals.id,
    SignatureKey: signatureKey.key.keyArn,
    SecretsManagerEndpoint: secretsManager.securityGroupId,
    KmsEndpoint: kms.securityGroupId,
    ...(stagingLoad ? { StagingLoadRole: stagingLoad.role.roleArn } : {}),
  }
  // A masking has constructs of such names itself.
  const place = Stack.isStack(scope) ? scope : new Construct(scope, 'Outputs')
  for (const [name, value] of Object.entries(told)) new CfnOutput(place, name, { value })
}
