import { createRequire } from 'node:module'
import { AspectPriority, Aspects, Stack } from 'aws-cdk-lib'
import { type IManagedPolicy, PermissionsBoundary } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { CfnLogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { IBucket } from 'aws-cdk-lib/aws-s3'
import { Construct, type IConstruct } from 'constructs'
import { UsageError } from '../shared/errors.ts'
import { Alarms, type AlarmTargets, namespace } from './alarms.ts'
import { Dashboard } from './dashboard.ts'
import { withDefaults } from './defaults.ts'
import { settleFlags } from './feature-flags.ts'
import { Functions } from './functions.ts'
import { KeySecrets, type KeySecretsProps } from './key-secrets.ts'
import { tellOutputs } from './outputs.ts'
import { projectProps } from './project-props.ts'
import { readProject } from './read-project.ts'
import { Reviewers } from './reviewers.ts'
import { Schedules } from './schedules.ts'
import { secretId } from './secret-arn.ts'
import { Sides } from './sides.ts'
import { SignatureKey, type SignatureKeyProps } from './signature-key.ts'
import { StagingLoad } from './staging-load.ts'
import { Stores } from './stores.ts'
import type { Staging, Surroundings } from './surroundings.ts'
import { MaskingTask, type TaskSize } from './task/masking-task.ts'
import { lastingName, uniqueTag } from './unique-tag.ts'
import type { CloneSettings } from './workflow/clone.ts'
import { Night } from './workflow/night.ts'
import { Preflight } from './workflow/preflight.ts'
import { Refresh } from './workflow/refresh.ts'
import { Rollback } from './workflow/rollback.ts'
import { Share, type ShareProps, type ShareSettings } from './workflow/share.ts'
import { Sweep } from './workflow/sweep.ts'

export interface NightlyMaskingProps extends Surroundings {
  /** Path of nightmask.yaml, which is deployed with the functions: `source.mode`, datasets, what is seeded. */
  readonly configFile: string
  /** The policy that is deployed; the one that the configuration names when left out. */
  readonly policyFile?: string
  /** How the clone is made that nights read, null when they read production live; as `source.mode` says when left out. */
  readonly clone?: CloneSettings | null
  /** The machine of the task that a night is the work of; null when functions do it. Datasets are the work of functions. */
  readonly task?: TaskSize | null
  /** Other accounts that get staging as a snapshot once it is published. */
  readonly share?: ShareSettings | null
  /** Whether datasets may be asked for, which read production live; when the configuration has any, if left out. */
  readonly datasets?: boolean
  /** Secrets with keys that exist, by name or ARN; what is not given is made. */
  readonly existingKeys?: KeySecretsProps['existing']
  /** The KMS key that signs audit records; one is made when none is named. */
  readonly signature?: SignatureKeyProps
  /** ARNs of keys that the secrets of source and staging, and existing keys, are encrypted with, when they are yours. */
  readonly secretKeyArns?: readonly string[]
  /** Encrypts what is made here, in place of keys that are made too. It has to let CloudWatch and its logs use it. */
  readonly encryptionKey?: IKey
  /** A bucket for artifacts that is there, with its key; who made it lets objects expire. */
  readonly artifactsBucket?: IBucket
  /** A bucket for audit records that is there, with its key; who made it sees to versions and Object Lock. */
  readonly auditBucket?: IBucket
  /** Local time of the night, HH:MM; 03:30 UTC when left out. */
  readonly schedule?: { readonly at: string; readonly timeZone: string; readonly enabled?: boolean }
  /** Who is told of alarms and of how runs ended: an address, a topic that is there, or both. */
  readonly alarms: AlarmTargets
  /** ARNs of who may take the reviewers' role; whom IAM of the account allows when left out. */
  readonly reviewerArns?: readonly string[]
  /** Days for which nobody can change or delete an audit record; 365 when left out. */
  readonly auditDays?: number
  /** Whether nobody may shorten these days (when left out), or whom the account allows to bypass them. */
  readonly auditMode?: 'compliance' | 'governance'
  /** Days after which artifacts expire; 14 when left out. */
  readonly artifactDays?: number
  /** How long a failed run waits for a redrive; 60 when left out, 0 for not at all. */
  readonly redriveMinutes?: number
  /** Hours for which the work of a night may go on; 11 when left out. */
  readonly longestHours?: number
  /** Functions that read the source at the same time; 8 when left out. */
  readonly readers?: number
  /** Functions that load staging at the same time; 2 when left out. */
  readonly writers?: number
  /** Chunks for one call of a function; 4 when left out. */
  readonly chunksPerBatch?: number
  /** MiB, the most that a function gets; 3008 when left out, since new accounts refuse more. */
  readonly memoryMiB?: number
  /** How long logs of functions and workflows are kept; three months when left out. */
  readonly logRetention?: RetentionDays
  /** Boundary of every role that is made here. */
  readonly permissionsBoundary?: IManagedPolicy
}

/** Everything that refreshes staging every night, for one source and one staging. */
export class NightlyMasking extends Construct {
  readonly stores: Stores
  readonly keys: KeySecrets
  readonly signatureKey: SignatureKey
  readonly functions: Functions
  readonly task: MaskingTask | null
  readonly refresh: Refresh
  readonly preflight: Preflight
  readonly night: Night
  readonly sweep: Sweep
  readonly rollback: Rollback
  readonly share: Share | null
  /** The role by which staging reads chunks itself; null where functions stream them. */
  readonly stagingLoad: StagingLoad | null

  /** What nightmask.yaml with its deploy section says; `more` goes before it. Throws with every problem of the file and its policy. */
  static fromProject(
    scope: Construct,
    id: string,
    file: string,
    more: Partial<NightlyMaskingProps> = {},
  ): NightlyMasking {
    const named = new Construct(scope, `${id}Surroundings`)
    const props = { ...projectProps(named, readProject(file, false)), ...more }
    const masking = new NightlyMasking(scope, id, props)
    tellOutputs(masking, masking, props.network)
    return masking
  }

  constructor(scope: Construct, id: string, given: NightlyMaskingProps) {
    super(scope, id)
    settleFlags(this)
    const props = withDefaults(given)
    settleEverywhere(this, props)
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
    this.stagingLoad = props.staging.loadsFromS3 ? new StagingLoad(this, 'StagingLoad', { stores, ...props }) : null
    this.task = props.task
      ? new MaskingTask(this, 'Task', {
          ...{ ...within, ...props.task, securityGroup: sides.task! },
          ...{ toolVersion, codeDigest: this.functions.digest },
          // Datasets, which read production although nights read a clone, are the work of functions.
          readsProduction: props.clone === null,
        })
      : null
    const { task } = this
    this.refresh = new Refresh(this, 'Refresh', { ...props, ...stores, functions, task })
    const about = { maskingName, staging: props.staging.database }
    this.share = props.share ? this.#share(props.share, props.staging, { clonePrefix, about }) : null
    this.rollback = new Rollback(this, 'Rollback', { functions, logKey: stores.artifactsKey, about })
    // A clone is made for an hour or more, and may wait half a day for a redrive.
    const cloneHours = 13 + Math.max(props.longestHours, props.task?.hours ?? 0)
    this.sweep = new Sweep(this, 'Sweep', {
      sweep: functions.sweep,
      logKey: stores.artifactsKey,
      ...{ namespace, maskingName, clonePrefix, cloneHours },
    })
    this.preflight = new Preflight(this, 'Preflight', {
      ...{ functions, logKey: stores.artifactsKey },
      workflows: {
        ...{ Refresh: this.refresh, Rollback: this.rollback, Sweep: this.sweep },
        ...(this.share ? { Share: this.share } : {}),
      },
    })
    this.night = new Night(this, 'Night', {
      ...{ functions, keys, task, share: this.share, refresh: this.refresh, logKey: stores.artifactsKey },
      ...{ sourceSecret: secretId(props.source.secretArn), redriveMinutes: props.redriveMinutes, clonePrefix },
      ...{
        about,
        preflight: this.preflight,
        liveSecret: readsProduction ? secretId(props.source.secretArn) : null,
        namespace,
      },
      clone: props.clone && {
        ...props.clone,
        ...{ source: props.source.name, port: props.source.port, loginKey: keys.encryptionKey },
        ...{ securityGroupId: sides.clone.securityGroupId, stackName: Stack.of(this).stackName, clonePrefix },
      },
    })
    this.functions.allowStarting(this.night, props.staging.database)
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
      cloneHours,
      ...props.alarms,
      encryptionKey: props.encryptionKey,
      maskingName,
    })
    new Dashboard(this, 'Dashboard', { alarms: alarms.all, ...this, functions, maskingName })
  }

  #share(settings: ShareSettings, { name }: Staging, named: Pick<ShareProps, 'clonePrefix' | 'about'>): Share {
    if (!name) throw new UsageError('share: staging has to be a cluster or an instance of this account.')
    return new Share(this, 'Share', { ...settings, ...named, staging: name, logKey: this.stores.artifactsKey })
  }
}

function taskReads({ task, clone }: Pick<NightlyMaskingProps, 'task' | 'clone'>): 'clone' | 'live' | null {
  if (!task) return null
  return clone ? 'clone' : 'live'
}

function settleEverywhere(within: Construct, props: Pick<NightlyMaskingProps, 'logRetention' | 'permissionsBoundary'>) {
  if (props.permissionsBoundary) PermissionsBoundary.of(within).apply(props.permissionsBoundary)
  const { logRetention } = props
  if (logRetention === undefined) return
  const visit = (node: IConstruct) => {
    if (node instanceof CfnLogGroup)
      node.retentionInDays = logRetention === RetentionDays.INFINITE ? undefined : logRetention
  }
  Aspects.of(within).add({ visit }, { priority: AspectPriority.MUTATING })
}

// From the checkout and from the package alike.
const { version: toolVersion }: { version: string } = createRequire(import.meta.url)('nightmask/package.json')
