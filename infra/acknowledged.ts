/** A finding of cdk-nag that was looked at: where, which, and why it may stay. */
export interface Acknowledged {
  /** Matches the construct's path below the stack. */
  readonly at: RegExp
  /** The finding's id, or a pattern for the wildcards of a policy. */
  readonly finding: string | RegExp
  readonly reason: string
}

const policies = /\/(Policy|DefaultPolicy|DistributedMapPolicy|\w+Policy)\/Resource$/
// Feature flags of the app decide whether a partition is written out.
const partition = '(aws[\\w-]*|<AWS::Partition>)'
const wildcard = (resource: string) =>
  new RegExp(`^AwsSolutions::AwsSolutions-IAM5\\[Resource::${resource.replace('arn:aws:', `arn:${partition}:`)}\\]$`)

/** Everything that was acknowledged. What matches none of these fails synthesis. */
export const acknowledged: readonly Acknowledged[] = [
  {
    at: policies,
    finding: wildcard('<\\w+Artifacts\\w+\\.Arn>/runs/\\*/[\\w.-]+(/\\*)?'),
    reason: "A run's own folder: its name is not known before the night. One kind of artifact, named.",
  },
  {
    at: policies,
    finding: wildcard('<\\w+Audit\\w+\\.Arn>/audit/\\*(/\\*)?'),
    reason: 'Audit records lie in a folder for each day.',
  },
  {
    at: policies,
    finding: wildcard('<\\w*Functions\\w+\\.Arn>:\\*'),
    reason: 'Versions of the one function that the state calls; CDK grants them with it.',
  },
  {
    at: /\/(Functions|Fill)\/\w+Policy\/Resource$/,
    finding: wildcard('\\*'),
    reason:
      'Network interfaces of a function in a VPC have no ARN before they are made; its own code is denied the same actions.',
  },
  {
    at: /\/Task\/Policy\/Resource$/,
    finding: wildcard('(\\*|arn:aws:ec2:.*network-interface/\\*)'),
    reason:
      'Network interfaces of a build in a VPC have no ARN before they are made; it may let CodeBuild alone use them, in its own subnets.',
  },
  {
    at: /\/Machine\/Role\/DefaultPolicy\/Resource$/,
    finding: wildcard('\\*'),
    reason: 'Log delivery, X-Ray and PutMetricData know no resources.',
  },
  {
    at: policies,
    finding: wildcard('arn:aws:states:.*execution:.*'),
    reason: 'Executions of workflows of this stack only; their names are not known before.',
  },
  {
    at: /\/(Night|Sweep)\//,
    finding: wildcard('arn:aws:rds:.*:(cluster|db):nightmask-.*-\\*'),
    reason: 'Clones are named after their run; nothing else begins with nightmask-.',
  },
  {
    at: /\/Night\//,
    finding: wildcard('arn:aws:rds:.*:(subgrp|pg|cluster-pg|og):(default)?\\*'),
    reason: 'A clone is made with the groups of the source, which are looked up in the night; nobody changes them.',
  },
  {
    at: /\/Night\//,
    finding: wildcard('arn:aws:rds:.*:db:\\*'),
    reason: 'The instances of the source cluster are looked at; their names are not known here.',
  },
  {
    at: /\/Night\//,
    finding: wildcard('arn:aws:kms:.*:key/\\*'),
    reason: 'The key of the source’s storage is looked up in the night; only RDS may use it, for clones.',
  },
  {
    at: /\/Share\//,
    finding: wildcard('arn:aws:rds:.*:(cluster-)?snapshot:(nightmask-.*)?\\*'),
    reason: 'RDS lists all snapshots of a database or one; what is made, shared and deleted begins with nightmask-.',
  },
  {
    at: /\/Share\//,
    finding: wildcard('arn:aws:kms:.*:key/\\*'),
    reason: "Staging's own key is not known here; RDS alone uses it for the caller, by kms:ViaService.",
  },
  {
    at: /\/Sweep\//,
    finding: wildcard('arn:aws:rds:.*:(cluster|db):\\*'),
    reason: 'RDS lists all or one: the sweeper asks for all and looks at the tags. It deletes nightmask-* only.',
  },
  {
    at: policies,
    finding: wildcard('arn:aws:secretsmanager:.*:secret:rds!\\*'),
    reason: "RDS names the login that it makes for a clone; readers are bound to clones by RDS's own tag on it.",
  },
  {
    at: /\/Keys\/\w+\/Resource$/,
    finding: 'AwsSolutions::AwsSolutions-SMG4',
    reason: 'A new pseudonym key changes every pseudonym: rotated on purpose, by the runbook, never by a timer.',
  },
  {
    at: /\/Schedules\/Undelivered\/Resource$/,
    finding: 'AwsSolutions::AwsSolutions-SQS3',
    reason: 'It is the dead-letter queue of the schedules.',
  },
  ...['SMG4', 'RDS3', 'RDS10', 'RDS11'].map((rule) => ({
    at: /^Sandbox\/(Source|Staging)\/(Secret\/)?Resource$/,
    finding: `AwsSolutions::AwsSolutions-${rule}`,
    reason: 'A toy database for a first try: small, without a second zone, and gone with the stack.',
  })),
]
