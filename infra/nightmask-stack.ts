import { type App, CfnOutput, Fn, Stack, type StackProps } from 'aws-cdk-lib'
import { signatureAlias } from '../shared/config/signature.ts'
import { NightlyMasking } from './nightly-masking.ts'
import { engineOf, type Project } from './read-project.ts'
import { Sandbox } from './sandbox.ts'
import { existingSurroundings } from './surroundings.ts'
import type { ShareSettings } from './workflow/share.ts'

export interface NightmaskStackProps extends StackProps {
  readonly project: Project
  /** Also makes a VPC, a small source and a small staging: for a first try. */
  readonly sandbox: boolean
}

/** The app's one stack: what nightmask.yaml says, as a nightly masking. */
export class NightmaskStack extends Stack {
  readonly masking: NightlyMasking

  constructor(scope: App, id: string, { project, sandbox, ...props }: NightmaskStackProps) {
    super(scope, id, { ...props, description: 'Every night staging becomes a masked, verified copy of production' })
    const { config, deploy } = project
    const surroundings = sandbox ? new Sandbox(this, 'Sandbox') : existingSurroundings(this, project)
    const clone = config.source.mode === 'clone' && !sandbox ? deploy.source?.clone : null
    this.masking = new NightlyMasking(this, 'Masking', {
      network: surroundings.network,
      source: surroundings.source,
      staging: surroundings.staging,
      configFile: project.configFile,
      policyFile: project.policyFile,
      clone: clone
        ? {
            ...{ instanceClass: clone.instance_class ?? null, subnetGroup: clone.subnet_group ?? null },
            ...{ parameterGroup: clone.parameter_group ?? null, optionGroup: clone.option_group ?? null },
            storageKeyArn: clone.storage_key ?? null,
          }
        : null,
      task: engineOf(project) === 'task' && !sandbox ? deploy.task : null,
      share: shareSettings(project),
      datasets: Object.keys(config.datasets).length > 0,
      existingKeys: { pseudonyms: pseudonymKey(project), originals: deploy.originals_key?.secret },
      signature: { existing: config.signature?.key, alias: signatureAlias(deploy) },
      secretKeyArns: deploy.secret_keys,
      schedule: { at: deploy.schedule.at, timeZone: deploy.schedule.time_zone },
      alarmAddress: deploy.alarms,
      reviewerArns: deploy.reviewers,
      ...{ auditDays: deploy.audit_days, auditMode: deploy.audit_mode },
      artifactDays: deploy.artifact_days,
      redriveMinutes: deploy.redrive_minutes,
      longestHours: deploy.longest_hours,
      ...{ readers: deploy.readers, writers: deploy.writers, chunksPerBatch: deploy.chunks_per_batch },
    })
    const { functions, keys, night, refresh, rollback, signatureKey, stores } = this.masking
    new CfnOutput(this, 'NightWorkflow', { value: night.machine.stateMachineArn })
    new CfnOutput(this, 'RefreshWorkflow', { value: refresh.machine.stateMachineArn })
    new CfnOutput(this, 'DatasetFunction', { value: functions.by.dataset.functionName })
    new CfnOutput(this, 'RollbackWorkflow', { value: rollback.machine.stateMachineArn })
    new CfnOutput(this, 'ArtifactsBucket', { value: stores.artifacts.bucketName })
    const { secretsManager, kms } = surroundings.network.endpoints
    new CfnOutput(this, 'SecretsManagerEndpoint', { value: secretsManager.securityGroupId })
    new CfnOutput(this, 'KmsEndpoint', { value: kms.securityGroupId })
    new CfnOutput(this, 'PseudonymKey', { value: keys.pseudonyms.id })
    new CfnOutput(this, 'OriginalsKey', { value: keys.originals.id })
    new CfnOutput(this, 'SignatureKey', { value: signatureKey.key.keyArn })
    new CfnOutput(this, 'AuditBucket', { value: stores.audit.bucketName })
  }

  /** The first two of the region, as CloudFormation knows them: for the sandbox's network, which would look them up otherwise. */
  override get availabilityZones(): string[] {
    return [0, 1].map((at) => Fn.select(at, Fn.getAzs()))
  }
}

function shareSettings({ deploy: { share } }: Project): ShareSettings | null {
  return share ? { accountIds: share.accounts, keyArn: share.key, keep: share.keep } : null
}

function pseudonymKey({ config }: Project): string | undefined {
  return 'secret' in config.key ? config.key.secret : undefined
}
