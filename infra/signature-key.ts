import { AccountRootPrincipal, ArnPrincipal, type IRole, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { type IKey, Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms'
import { Construct } from 'constructs'
import { outliving } from './stores.ts'

export interface SignatureKeyProps {
  /** ARN of a key that is there; the stack makes none then, and that key's own policy has to allow what this one's would. */
  readonly existing?: string | undefined
  /** Name of the made key as `alias/…`, by which reviewers ask for its public half. */
  readonly alias?: string | undefined
}

/** The KMS key that signs audit records. Nobody holds it: KMS signs for a few roles, and gives its public half to those who review. */
export class SignatureKey extends Construct {
  readonly key: IKey

  constructor(scope: Construct, id: string, { existing, alias }: SignatureKeyProps) {
    super(scope, id)
    this.key =
      existing !== undefined
        ? Key.fromKeyArn(this, 'Key', existing)
        : new Key(this, 'Key', {
            description: 'nightmask: signs audit records',
            keySpec: KeySpec.ECC_NIST_P256,
            keyUsage: KeyUsage.SIGN_VERIFY,
            policy: new PolicyDocument({ statements: [administration] }),
            // Records are verified for years. Not after a first deployment that failed: then it has signed nothing.
            removalPolicy: outliving,
            ...(alias === undefined ? {} : { alias }),
          })
  }

  /** The key's own policy lets these roles sign and nobody else, whatever IAM of the account allows. */
  letSign(roles: readonly IRole[]): void {
    this.key.addToResourcePolicy(
      new PolicyStatement({
        principals: roles.map(({ roleArn }) => new ArnPrincipal(roleArn)),
        actions: ['kms:Sign'],
        resources: ['*'],
        conditions: digestsOnly,
      }),
    )
  }
}

/** What a function that signs is granted. */
export function signingStatements(key: IKey): PolicyStatement[] {
  return [
    new PolicyStatement({ actions: ['kms:Sign'], resources: [key.keyArn], conditions: digestsOnly }),
    new PolicyStatement({ actions: ['kms:GetPublicKey'], resources: [key.keyArn] }),
  ]
}

const digestsOnly = {
  StringEquals: { 'kms:MessageType': 'DIGEST', 'kms:SigningAlgorithm': ['ECDSA_SHA_256', 'ECDSA_SHA_384'] },
}

// The account administers the key and may look at it; kms:Sign and kms:CreateGrant, by which anybody could be let sign, are not among these.
const administration = new PolicyStatement({
  principals: [new AccountRootPrincipal()],
  actions: [
    ...['kms:Describe*', 'kms:Get*', 'kms:List*', 'kms:Verify', 'kms:Put*', 'kms:Update*', 'kms:Enable*'],
    ...['kms:Disable*', 'kms:CreateAlias', 'kms:DeleteAlias', 'kms:TagResource', 'kms:UntagResource'],
    ...['kms:RevokeGrant', 'kms:ScheduleKeyDeletion', 'kms:CancelKeyDeletion'],
  ],
  resources: ['*'],
})
