import { RetentionDays } from 'aws-cdk-lib/aws-logs'
import { deployShape } from '../shared/config/deploy.ts'
import type { NightlyMaskingProps } from './nightly-masking.ts'
import { readConfiguration } from './read-project.ts'
import type { CloneSettings } from './workflow/clone.ts'

/** What was given, and for what was left out what nightmask.yaml says or `deploy` there has by default. */
export function withDefaults(given: NightlyMaskingProps) {
  const { at, time_zone: timeZone } = byDefault('schedule')
  return {
    ...fileSays(given),
    existingKeys: {},
    secretKeyArns: byDefault('secret_keys'),
    schedule: { at, timeZone },
    reviewerArns: byDefault('reviewers'),
    auditDays: byDefault('audit_days'),
    artifactDays: byDefault('artifact_days'),
    redriveMinutes: byDefault('redrive_minutes'),
    longestHours: byDefault('longest_hours'),
    readers: byDefault('readers'),
    writers: byDefault('writers'),
    chunksPerBatch: byDefault('chunks_per_batch'),
    memoryMiB: byDefault('memory'),
    logRetention: RetentionDays.THREE_MONTHS,
    ...given,
  }
}

function fileSays({ configFile, policyFile, clone, datasets }: NightlyMaskingProps) {
  if (policyFile !== undefined && clone !== undefined && datasets !== undefined) return { policyFile, clone, datasets }
  const read = readConfiguration(configFile)
  return {
    policyFile: read.policyFile,
    clone: read.config.source.mode === 'clone' ? likeTheSource : null,
    datasets: Object.keys(read.config.datasets).length > 0,
  }
}

const likeTheSource: CloneSettings = {
  ...{ instanceClass: null, subnetGroup: null, parameterGroup: null },
  ...{ optionGroup: null, storageKeyArn: null },
}

type Defaults = typeof deployShape.shape

function byDefault<Name extends keyof Defaults>(name: Name): ReturnType<Defaults[Name]['parse']> {
  return deployShape.shape[name].parse(undefined) as ReturnType<Defaults[Name]['parse']>
}
