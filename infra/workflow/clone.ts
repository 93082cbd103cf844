import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { IChainable, State } from 'aws-cdk-lib/aws-stepfunctions'
import type { Construct } from 'constructs'
import { auroraClone } from './clone-aurora.ts'
import { rdsClone } from './clone-rds.ts'

/** What a clone is made with; null: as the source is found to be when the night begins. */
export interface CloneSettings {
  readonly instanceClass: string | null
  readonly subnetGroup: string | null
  /** Of the cluster on Aurora, of the instance on RDS. */
  readonly parameterGroup: string | null
  /** Of an RDS instance. */
  readonly optionGroup: string | null
  /** The one key that the source's storage may be encrypted with; null for whichever it is, by RDS alone. */
  readonly storageKeyArn: string | null
}

/** How a clone of the source is made. */
export interface CloneProps extends CloneSettings {
  readonly source: { readonly cluster: string } | { readonly instance: string }
  readonly securityGroupId: string
  readonly port: number
  /** Encrypts the login that RDS makes for the clone. */
  readonly loginKey: IKey
  readonly stackName: string
  /** Begin of the identifier of every clone of this nightly masking: what its policies may touch. */
  readonly clonePrefix: string
}

export interface CloneStates {
  /** Every state's failure goes here, with `$failure` assigned. */
  readonly failed: IChainable
  /** Where it goes on; `$source` holds where the clone is and how to log in. */
  readonly next: IChainable
}

export function makeClone(scope: Construct, props: CloneProps, states: CloneStates): State {
  return 'cluster' in props.source
    ? auroraClone(scope, { ...props, cluster: props.source.cluster }, states)
    : rdsClone(scope, { ...props, instance: props.source.instance }, states)
}
