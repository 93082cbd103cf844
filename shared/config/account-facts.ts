/** A database as RDS describes it. */
export interface DatabaseFacts {
  /** `cluster` on Aurora, `instance` on RDS. */
  readonly kind: 'cluster' | 'instance'
  readonly name: string
  readonly account: string
  readonly region: string
  /** `aurora-mysql 8.0.mysql_aurora.3.08.0` */
  readonly engine: string
  /** The schema that it was made with, null when it was made without one. */
  readonly database: string | null
  readonly port: number
  readonly vpc: string
  readonly subnets: readonly string[]
  readonly securityGroups: readonly string[]
  readonly backupDays: number
  /** Value of its parameter `local_infile`, null where its group sets none; a sentence when nobody could look. */
  readonly localInfile: 'on' | 'off' | null | Unknown
}

export interface SubnetFacts {
  readonly id: string
  readonly zone: string
  readonly routeTable: string | null
  /** Whether it has a way to an internet gateway. */
  readonly isPublic: boolean
}

/** An interface endpoint that is there. */
export interface EndpointFacts {
  readonly securityGroups: readonly string[]
  readonly privateDns: boolean
}

/** A VPC as EC2 describes it. */
export interface NetworkFacts {
  readonly vpc: string
  readonly dnsSupport: boolean
  readonly dnsHostnames: boolean
  readonly subnets: readonly SubnetFacts[]
  readonly s3PrefixList: string | null
  /** What is not there is null. */
  readonly s3Gateway: boolean
  readonly secretsmanager: EndpointFacts | null
  readonly kms: EndpointFacts | null
}

export interface SecretFacts {
  readonly name: string
  readonly arn: string
  /** The customer's key that encrypts it, null for the account's own. */
  readonly keyArn: string | null
  /** Made and rotated by RDS for its master user: not for nightmask. */
  readonly ofRds: boolean
}

/** Why something is not known. */
export interface Unknown {
  readonly why: string
}

/** What the account was asked, once. */
export interface AccountFacts {
  readonly source: DatabaseFacts
  /** Null when nobody named one. */
  readonly staging: DatabaseFacts | null
  readonly network: NetworkFacts | Unknown
  readonly secrets: readonly SecretFacts[] | Unknown
}

export function isUnknown(facts: object | string | null): facts is Unknown {
  return typeof facts === 'object' && facts !== null && 'why' in facts
}
