import { z } from 'zod'
import { existingSecret } from './existing.ts'
import { id, networkShape } from './network.ts'

const text = z.string().min(1)
const days = z.int().min(1).max(3650)

const arn = z.string().regex(/^arn:/, { error: 'has to be an ARN' })

const database = {
  cluster: text.optional(),
  instance: text.optional(),
  /** The schema in it. */
  database: text,
  security_group: id('sg', 'sg-0a1b2c3d'),
  port: z.int().min(1).max(65535).default(3306),
}
const isOne = (value: { cluster?: unknown; instance?: unknown }) =>
  (value.cluster === undefined) !== (value.instance === undefined)
const oneOf = { error: 'has to have either cluster (Aurora) or instance (RDS)' }

const source = z
  .strictObject({
    ...database,
    /** What the clone of mode `clone` is made with, where it is not to be like the source. */
    clone: z
      .strictObject({
        instance_class: text.optional(),
        subnet_group: text.optional(),
        /** Of the cluster on Aurora, of the instance on RDS. */
        parameter_group: text.optional(),
        /** Of an RDS instance. */
        option_group: text.optional(),
        /** ARN of the key that the source's storage is encrypted with: no other may be used then. */
        storage_key: arn.optional(),
      })
      .prefault({}),
  })
  .refine(isOne, oneOf)

const staging = z
  .strictObject({
    ...database,
    security_group: database.security_group.optional(),
    /** In place of security_group, where staging is in another VPC or account: the addresses that it has. */
    cidr: z.cidrv4({ error: 'has to be a range of addresses like 10.20.0.0/24' }).optional(),
    /** How rows go in: streamed by functions, or read from S3 by an Aurora cluster of this account itself. */
    load: z.enum(['stream', 's3']).default('stream'),
  })
  .refine(({ security_group: group, cidr }) => (group === undefined) !== (cidr === undefined), {
    error: 'has to have either security_group or cidr',
  })
  .refine(({ load, cluster, cidr }) => load === 'stream' || (cluster !== undefined && cidr === undefined), {
    error: 's3 needs an Aurora cluster of this account: cluster and security_group',
    path: ['load'],
  })
  .refine((value) => isOne(value) || (value.cidr !== undefined && !value.cluster && !value.instance), oneOf)

const share = z.strictObject({
  accounts: z
    .array(z.string().regex(/^\d{12}$/, { error: 'has to be 12 digits, in quotes' }))
    .min(1)
    .max(20),
  /** A customer's key, which these accounts may use: a snapshot under RDS's own key cannot be shared. */
  key: z.string().regex(/^arn:[a-z-]+:kms:[^:]+:\d{12}:key\//, { error: 'has to be the ARN of a KMS key' }),
  /** How many shared snapshots are kept. */
  keep: z.int().min(1).max(30).default(3),
})

const schedule = z.strictObject({
  at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'has to be a time like "03:30"' }),
  time_zone: z.string().refine(isTimeZone, { error: 'has to be a time zone like Europe/Berlin' }).default('UTC'),
  /** Off: nights are started by hand only. */
  enabled: z.boolean().default(true),
})

const email = z.email({ error: 'has to be the e-mail address that alarms go to' })
const alarms = z.union(
  [
    email,
    z
      .strictObject({
        email: email.optional(),
        /** An SNS topic that is there; its policy lets EventBridge and CloudWatch publish. */
        topic: z
          .string()
          .regex(/^arn:[\w-]+:sns:/, { error: 'has to be the ARN of an SNS topic' })
          .optional(),
        /** Whether runs that published are told too. */
        success: z.boolean().default(false),
      })
      .refine(({ email, topic }) => email !== undefined || topic !== undefined, {
        error: 'has to name email, topic or both',
      }),
  ],
  { error: 'has to be an e-mail address, or { email, topic, success }' },
)

/** Of a night's work: three days are what a run's claim on staging lasts. */
export const mostHours = 58

/** What `cdk deploy` needs to know: existing things by id, never looked up. Read by infra/ only. */
export const deployShape = z.strictObject({
  account: z.string().regex(/^\d{12}$/, { error: 'has to be 12 digits, in quotes' }),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, { error: 'has to be a region like eu-central-1' }),
  stack: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,40}$/)
    .default('nightmask'),
  /** These three are left out with `-c sandbox=true`, which makes its own. */
  network: networkShape.optional(),
  source: source.optional(),
  staging: staging.optional(),
  /** Other accounts that get staging as a snapshot, once a night has published. */
  share: share.optional(),
  /** The key of originals' digests, when it is there already. */
  originals_key: existingSecret.optional(),
  /** ARNs of the keys that the secrets named here are encrypted with, when they are a customer's. */
  secret_keys: z.array(arn).default([]),
  /** Not between two and three: once a year that hour does not exist in many time zones, and the night would be left out. */
  schedule: schedule.prefault({ at: '03:30' }),
  alarms,
  /** ARNs of who may read audit records; the account's own IAM decides when left out. */
  reviewers: z.array(arn).default([]),
  audit_days: days.default(365),
  /** Who may shorten these days: nobody, the account's root included, or whom the account allows to bypass them. */
  audit_mode: z.enum(['compliance', 'governance']).default('compliance'),
  artifact_days: days.default(14),
  /** What does the work of a night: functions, or one task that may work for hours; the default of live reading is `task`. */
  engine: z.enum(['lambda', 'task']).optional(),
  /** Its machine: 2, 4, 8, 16 or 48 processors. */
  task: z
    .strictObject({
      size: z.enum(['small', 'medium', 'large', 'xlarge', '2xlarge']).default('medium'),
      hours: z.int().min(1).max(36).default(12),
    })
    .prefault({}),
  /** How long clone and shadow schema of a failed run wait for a redrive. */
  redrive_minutes: z.int().min(0).max(720).default(60),
  /** How long the work of one night may take; `nightmask plan --aws` says how long it will. */
  longest_hours: z.int().min(1).max(mostHours).default(11),
  /** Lambdas that read the source, and that load staging, at the same time. */
  readers: z.int().min(1).max(500).default(8),
  writers: z.int().min(1).max(500).default(2),
  /** MiB, the most that a function gets: new accounts refuse more than 3008. Some would like up to 5308. */
  memory: z.int().min(1769).max(10240).default(3008),
  chunks_per_batch: z.int().min(1).max(100).default(4),
})

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null
  } catch {
    return false
  }
}

export type DeployConfig = z.infer<typeof deployShape>
