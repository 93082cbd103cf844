import { readFileSync } from 'node:fs'
import { Stack } from 'aws-cdk-lib'
import { Construct } from 'constructs'
import { UsageError } from '../shared/errors.ts'
import { Alarms, namespace } from './alarms.ts'
import { Dashboard } from './dashboard.ts'
import { Functions } from './functions.ts'
import { KeySecrets, type KeySecretsProps } from './key-secrets.ts'
import { Reviewers } from './reviewers.ts'
import { Schedules } from './schedules.ts'
import { secretId } from './secret-arn.ts'
import { Sides } from './sides.ts'
import { SignatureKey, type SignatureKeyProps } from './signature-key.ts'
import { Stores } from './stores.ts'
import type { Staging, Surroundings } from './surroundings.ts'
import { MaskingTask, type TaskSize } from './task/masking-task.ts'
import { lastingName, uniqueTag } from './unique-tag.ts'
import type { CloneSettings } from './workflow/clone.ts'
import { Night } from './workflow/night.ts'
import { Refresh } from './workflow/refresh.ts'
import { Rollback } from './workflow/rollback.ts'
import { Share, type ShareSettings } from './workflow/share.ts'
import { Sweep } from './workflow/sweep.ts'

export interface NightlyMaskingProps extends Surroundings {
  /** nightmask.yaml and its policy, as paths; both are deployed with the functions. */
  readonly configFile: string
  readonly policyFile: string
  /** How the clone is made that nights read; null when they read production live. */
  readonly clone: CloneSettings | null
  /** The machine of the task that a night is the work of; null when functions do it. Datasets are the work of functions. */
  readonly task?: TaskSize | null
  /** Other accounts that get staging as a snapshot once it is published. */
  readonly share?: ShareSettings | null
  /** Whether datasets may be asked for: they read production live. */
  readonly datasets: boolean
  /** Secrets with keys that exist, by name or ARN; what is not given is made. */
  readonly existingKeys: KeySecretsProps['existing']
  /** The KMS key that signs audit records; one is made when none is named. */
  readonly signature?: SignatureKeyProps
  /** Keys that the logins of source and staging, and existing keys, are encrypted with, when they are a customer's. */
  readonly secretKeyArns: readonly string[]
  /** Local time of the night, HH:MM. */
  readonly schedule: { readonly at: string; readonly timeZone: string }
  readonly alarmAddress: string
  readonly reviewerArns: readonly string[]
  readonly auditDays: number
  /** Whether nobody may shorten these days (when left out), or whom the account allows to bypass them. */
  readonly auditMode?: 'compliance' | 'governance'
  readonly artifactDays: number
  readonly redriveMinutes: number
  /** How long Refresh may work, and a server on one statement. */
  readonly longestHours: number
  readonly readers: number
  readonly writers: number
  readonly chunksPerBatch: number
}

/** Everything that refreshes staging every night, for one source and one staging. */
export class NightlyMasking extends Construct {
  readonly stores: Stores
  readonly keys: KeySecrets
  readonly signatureKey: SignatureKey
  readonly functions: Functions
  readonly task: MaskingTask | null
  readonly refresh: Refresh
  readonly night: Night
  readonly sweep: Sweep
  readonly rollback: Rollback
  readonly share: Share | null

  constructor(scope: Construct, id: string, props: NightlyMaskingProps) {
    super(scope, id)
    const [maskingName, clonePrefix] = [lastingName(this), `nightmask-${uniqueTag(this)}-`]
    const readsProduction = props.clone === null || props.datasets
    this.stores = new Stores(this, 'Stores', props)
    this.keys = new KeySecrets(this, 'Keys', { ...props, existing: props.existingKeys })
    this.signatureKey = new SignatureKey(this, 'SignatureKey', props.signature ?? {})
    const { stores, keys, signatureKey } = this
    const sides = new Sides(this, 'Sides', {
      ...{ ...props, readsProduction, readsClones: props.clone !== null, task: taskReads(props) },
    })
    const clones = props.clone && ('cluster' in props.source.name ? ('cluster' as const) : ('instance' as const))
    const within = { ...props, stores, keys, signatureKey, readsProduction, clones, clonePrefix }
    this.functions = new Functions(this, 'Functions', {
      ...within,
      ...{ sides, toolVersion, maskingName },
    })
    const functions = this.functions.by
    stores.allowRecordsOf(this.functions.recordWriters)
    this.task = props.task
      ? new MaskingTask(this, 'Task', {
          ...{ ...within, ...props.task, securityGroup: sides.task! },
          // Datasets, which read production although nights read a clone, are the work of functions.
          readsProduction: props.clone === null,
        })
      : null
    const { task } = this
    this.refresh = new Refresh(this, 'Refresh', { ...props, ...stores, functions, task })
    this.share = props.share ? this.#share(props.share, props.staging, { clonePrefix, maskingName }) : null
    this.night = new Night(this, 'Night', {
      ...{ functions, keys, task, share: this.share, refresh: this.refresh, logKey: stores.artifactsKey },
      ...{ sourceSecret: secretId(props.source.secretArn), redriveMinutes: props.redriveMinutes, clonePrefix },
      clone: props.clone && {
        ...props.clone,
        ...{ source: props.source.name, port: props.source.port, loginKey: keys.encryptionKey },
        ...{ securityGroupId: sides.clone.securityGroupId, stackName: Stack.of(this).stackName, clonePrefix },
      },
    })
    this.functions.allowStarting(this.night, props.staging.database)
    this.rollback = new Rollback(this, 'Rollback', { functions, logKey: stores.artifactsKey })
    this.sweep = new Sweep(this, 'Sweep', {
      sweep: functions.sweep,
      logKey: stores.artifactsKey,
      ...{ namespace, maskingName, clonePrefix },
      // A clone is made for an hour or more, and may wait half a day for a redrive.
      cloneHours: 13 + Math.max(props.longestHours, props.task?.hours ?? 0),
    })
    const schedules = new Schedules(this, 'Schedules', {
      ...props.schedule,
      night: this.night.machine,
      sweep: this.sweep.machine,
    })
    new Reviewers(this, 'Reviewers', { ...stores, signatureKey: signatureKey.key, reviewerArns: props.reviewerArns })
    const alarms = new Alarms(this, 'Alarms', {
      night: this.night.machine,
      sweep: this.sweep.machine,
      share: this.share?.machine ?? null,
      undelivered: schedules.undelivered,
      address: props.alarmAddress,
      maskingName,
    })
    new Dashboard(this, 'Dashboard', { alarms: alarms.all, ...this, functions, maskingName })
  }

  #share(settings: ShareSettings, { name }: Staging, named: { clonePrefix: string; maskingName: string }): Share {
    if (!name) throw new UsageError('share: staging has to be a cluster or an instance of this account.')
    return new Share(this, 'Share', { ...settings, ...named, staging: name, logKey: this.stores.artifactsKey })
  }
}

function taskReads({ task, clone }: NightlyMaskingProps): 'clone' | 'live' | null {
  if (!task) return null
  return clone ? 'clone' : 'live'
}

const { version: toolVersion }: { version: string } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
)
