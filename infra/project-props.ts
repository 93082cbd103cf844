import type { Construct } from 'constructs'
import type { DeployConfig } from '../shared/config/deploy.ts'
import { signatureAlias } from '../shared/config/signature.ts'
import type { AlarmTargets } from './alarms.ts'
import type { NightlyMaskingProps } from './nightly-masking.ts'
import { engineOf, type Project } from './read-project.ts'
import { existingSurroundings, type Surroundings } from './surroundings.ts'
import type { CloneSettings } from './workflow/clone.ts'
import type { ShareSettings } from './workflow/share.ts'

/** What nightmask.yaml with its deploy section says, as properties of the construct; `surroundings` in place of those that it names. */
export function projectProps(
  scope: Construct,
  project: Project,
  surroundings: Surroundings = existingSurroundings(scope, project),
): NightlyMaskingProps {
  const { config, deploy } = project
  const { network, source, staging } = surroundings
  return {
    ...{ network, source, staging, configFile: project.configFile, policyFile: project.policyFile },
    clone: config.source.mode === 'clone' ? cloneSettings(deploy) : null,
    task: engineOf(project) === 'task' ? deploy.task : null,
    share: shareSettings(deploy),
    datasets: Object.keys(config.datasets).length > 0,
    existingKeys: {
      pseudonyms: 'secret' in config.key ? config.key.secret : undefined,
      originals: deploy.originals_key?.secret,
    },
    signature: { existing: config.signature?.key, alias: signatureAlias(deploy) },
    secretKeyArns: deploy.secret_keys,
    schedule: { ...deploy.schedule, timeZone: deploy.schedule.time_zone },
    alarms: alarmTargets(deploy),
    reviewerArns: deploy.reviewers,
    ...{ auditDays: deploy.audit_days, auditMode: deploy.audit_mode },
    ...{ artifactDays: deploy.artifact_days, redriveMinutes: deploy.redrive_minutes },
    longestHours: deploy.longest_hours,
    ...{ readers: deploy.readers, writers: deploy.writers, chunksPerBatch: deploy.chunks_per_batch },
    memoryMiB: deploy.memory,
  }
}

function alarmTargets({ alarms }: DeployConfig): AlarmTargets {
  if (typeof alarms === 'string') return { email: alarms }
  return { email: alarms.email, topic: alarms.topic, success: alarms.success }
}

function shareSettings({ share }: DeployConfig): ShareSettings | null {
  return share ? { accountIds: share.accounts, keyArn: share.key, keep: share.keep } : null
}

function cloneSettings({ source }: DeployConfig): CloneSettings {
  const clone = source?.clone
  return {
    instanceClass: clone?.instance_class ?? null,
    subnetGroup: clone?.subnet_group ?? null,
    parameterGroup: clone?.parameter_group ?? null,
    optionGroup: clone?.option_group ?? null,
    storageKeyArn: clone?.storage_key ?? null,
  }
}
