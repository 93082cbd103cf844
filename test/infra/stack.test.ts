import { describe, expect, it } from 'vitest'
import { type Json, readable, type Synthesised, synthesise } from './synthesise.ts'

const stack = synthesise()
const only = (type: string, id: string): Json => stack.ofType(type).find(([logicalId]) => logicalId.includes(id))![1]

describe('the stores', () => {
  const artifacts = only('AWS::S3::Bucket', 'StoresArtifacts').Properties
  const audit = only('AWS::S3::Bucket', 'StoresAudit').Properties

  it('are private, encrypted with keys of their own that rotate, and speak TLS only', () => {
    for (const [id, { Properties }] of stack.ofType('AWS::S3::Bucket')) {
      expect(Object.values(Properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true])
      const policy = stack.ofType('AWS::S3::BucketPolicy').find(([, p]) => p.Properties.Bucket.Ref === id)![1]
      expect(JSON.stringify(policy)).toContain('"aws:SecureTransport":"false"')
    }
    for (const bucket of [artifacts, audit])
      expect(JSON.stringify(bucket.BucketEncryption)).toMatch(/Stores(Artifacts|Audit)Key.*aws:kms/)
    for (const [, { Properties }] of stack.ofType('AWS::KMS::Key'))
      if (!Properties.KeySpec) expect(Properties.EnableKeyRotation).toBe(true)
  })

  it('let artifacts expire and audit records stay, unchangeable, for the days of the configuration', () => {
    expect(artifacts.LifecycleConfiguration.Rules[0].ExpirationInDays).toBe(14)
    expect(audit.VersioningConfiguration.Status).toBe('Enabled')
    expect(audit.ObjectLockConfiguration.Rule.DefaultRetention).toEqual({ Mode: 'COMPLIANCE', Days: 365 })
    expect(JSON.stringify(audit.LifecycleConfiguration)).not.toContain('Expiration')
  })
})

describe('the logs', () => {
  it('are encrypted, and their key lets CloudWatch Logs use it for them', () => {
    for (const [, { Properties }] of stack.ofType('AWS::Logs::LogGroup'))
      expect(readable(Properties.KmsKeyId)).toContain('StoresArtifactsKey')
    const policy = JSON.stringify(only('AWS::KMS::Key', 'StoresArtifactsKey').Properties.KeyPolicy)
    expect(policy).toContain('logs.eu-central-1.amazonaws.com')
    expect(policy).toContain(
      '"kms:EncryptionContext:aws:logs:arn":"arn:aws:logs:eu-central-1:123456789012:log-group:*"',
    )
  })
})

describe('the network', () => {
  it('gets each endpoint that is to be made, and none that is there', () => {
    const servicesOf = ({ ofType }: Synthesised) =>
      ofType('AWS::EC2::VPCEndpoint').map(([, { Properties }]) => readable(Properties.ServiceName).split('.').at(-1))
    expect(servicesOf(stack).sort()).toEqual(['kms', 's3', 'secretsmanager'])
    const existing = (secretsmanager: string, kms: string) =>
      synthesise({
        project: (read) => {
          const groups = { secretsmanager: { security_group: secretsmanager }, kms: { security_group: kms } }
          const network = { ...read.deploy.network!, endpoints: { s3: 'existing' as const, ...groups } }
          return { ...read, deploy: { ...read.deploy, network } }
        },
      })
    const two = existing('sg-0c1b2c3d4e5f60718', 'sg-0d1b2c3d4e5f60718')
    expect(servicesOf(two)).toEqual([])
    const waysIn = (stack: Synthesised, group: string) =>
      stack.ofType('AWS::EC2::SecurityGroupIngress').filter(([, { Properties }]) => Properties.GroupId === group)
    expect(waysIn(two, 'sg-0c1b2c3d4e5f60718')).toHaveLength(2)
    expect(waysIn(two, 'sg-0d1b2c3d4e5f60718')).toHaveLength(1)
    // EC2 refuses a rule that is made twice.
    expect(waysIn(existing('sg-0c1b2c3d4e5f60718', 'sg-0c1b2c3d4e5f60718'), 'sg-0c1b2c3d4e5f60718')).toHaveLength(3)
  })
})

describe('the keys', () => {
  it('are drawn by Secrets Manager from the 64 characters of base64url, 43 of them, and outlive the stack', () => {
    const printable = Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at))
    for (const id of ['KeysPseudonyms', 'KeysOriginals']) {
      const { Properties, DeletionPolicy } = only('AWS::SecretsManager::Secret', id)
      const { ExcludeCharacters, PasswordLength, GenerateStringKey, ...rest } = Properties.GenerateSecretString
      expect(printable.filter((char) => !ExcludeCharacters.includes(char)).sort()).toEqual([...base64url].sort())
      expect([PasswordLength, GenerateStringKey, rest.RequireEachIncludedType]).toEqual([43, 'key', false])
      expect(DeletionPolicy).toBe('RetainExceptOnCreate')
    }
  })
})

describe('the key that signs audit records', () => {
  const { Properties, DeletionPolicy, UpdateReplacePolicy } = only('AWS::KMS::Key', 'SignatureKey')

  it('lets the three functions that write records sign digests, nobody else by whatever policy, and outlives the stack', () => {
    const statements: Json[] = Properties.KeyPolicy.Statement
    const signing = statements.filter(({ Action }) => [Action].flat().some((action: string) => mayBeSign.test(action)))
    expect(signing).toHaveLength(1)
    expect([signing[0].Principal.AWS].flat().map(readable).sort()).toEqual(
      ['audit', 'ready', 'record'].map((name) => expect.stringMatching(new RegExp(`Functions${name}Role`))),
    )
    expect(signing[0].Condition.StringEquals['kms:MessageType']).toBe('DIGEST')
    expect([Properties.KeySpec, Properties.KeyUsage]).toEqual(['ECC_NIST_P256', 'SIGN_VERIFY'])
    expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['RetainExceptOnCreate', 'Retain'])
  })

  it('is one that is there when the configuration names it, and then none is made', () => {
    const key = 'arn:aws:kms:eu-central-1:123456789012:key/1a2b3c4d'
    const adopted = synthesise({
      project: (read) => ({ ...read, config: { ...read.config, signature: { key, earlier: [] } } }),
    })
    expect(adopted.ofType('AWS::KMS::Key').filter(([id]) => id.includes('SignatureKey'))).toEqual([])
    const functions = adopted
      .ofType('AWS::Lambda::Function')
      .map(([, { Properties }]) => Properties.Environment.Variables)
    expect(functions.filter(({ SIGNATURE_KEY }) => SIGNATURE_KEY === key)).toHaveLength(3)
    expect(adopted.ofType('AWS::KMS::Alias').filter(([id]) => id.includes('SignatureKey'))).toEqual([])
  })

  // By a grant anybody could be let sign.
  const mayBeSign = /^(\*|kms:(\*|S\*|Sign|C\*|Create\*|CreateGrant))$/
})

describe('the schedule and the alarms', () => {
  it('start one night at local time, with the time scheduled as its name', () => {
    const { ScheduleExpression, ScheduleExpressionTimezone, Target } = only(
      'AWS::Scheduler::Schedule',
      'Nightly',
    ).Properties
    expect([ScheduleExpression, ScheduleExpressionTimezone]).toEqual(['cron(30 3 * * ? *)', 'Europe/Berlin'])
    expect(JSON.parse(readable(Target.Input))).toEqual({ scheduled: '<aws.scheduler.scheduled-time>' })
  })

  it('are for what cannot tell by itself: failed, stale, aborted and left-over things, by one encrypted topic', () => {
    const alarms = stack.ofType('AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties)
    const metrics = alarms.map(({ MetricName }) => MetricName).sort()
    expect(metrics).toEqual([
      ...['ApproximateNumberOfMessagesVisible', 'ClonesLeft', 'ExecutionsAborted', 'ExecutionsFailed'],
      ...['ExecutionsFailed', 'Preflights', 'RunsPublished'],
    ])
    for (const { AlarmActions } of alarms) expect(readable(AlarmActions[0])).toContain('AlarmsTopic')
    const stale = alarms.find(({ MetricName }) => MetricName === 'RunsPublished')
    expect((stale.EvaluationPeriods * stale.Period) / 3600).toBe(26)
    expect(stale.TreatMissingData).toBe('breaching')
    expect(only('AWS::SNS::Topic', 'AlarmsTopic').Properties.KmsMasterKeyId).toBeDefined()
  })

  it('go to a topic that is there, and nights wait to be started by hand, where the configuration says so', () => {
    const topic = 'arn:aws:sns:eu-central-1:123456789012:on-call'
    const given = synthesise({
      project: (read) => {
        const schedule = { ...read.deploy.schedule, enabled: false }
        return { ...read, deploy: { ...read.deploy, schedule, alarms: { topic, success: true } } }
      },
    })
    expect(given.ofType('AWS::SNS::Topic')).toEqual([])
    for (const [, { Properties }] of given.ofType('AWS::CloudWatch::Alarm'))
      expect(Properties.AlarmActions).toEqual([topic])
    const [[, { Properties }] = []] = given.ofType('AWS::Events::Rule')
    expect([Properties.Targets[0].Arn, Properties.EventPattern.detail.outcome]).toEqual([topic, undefined])
    const states = given
      .ofType('AWS::Scheduler::Schedule')
      .map(([id, each]) => [/Nightly/.test(id), each.Properties.State])
    expect(states.sort()).toEqual([
      [false, 'ENABLED'],
      [true, 'DISABLED'],
    ])
  })
})

const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
