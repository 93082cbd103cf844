import { AccountRootPrincipal, ArnPrincipal, CompositePrincipal, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { IBucket } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'

export interface ReviewersProps {
  readonly audit: IBucket
  readonly auditKey: IKey
  readonly signatureKey: IKey
  /** Who may take the role; whom IAM of the account allows, when empty. */
  readonly reviewerArns: readonly string[]
}

/** The role that reads audit records, with every version of them, verifies them, and nothing else. */
export class Reviewers extends Construct {
  readonly role: Role

  constructor(scope: Construct, id: string, { audit, auditKey, signatureKey, reviewerArns }: ReviewersProps) {
    super(scope, id)
    const named = reviewerArns.map((arn) => new ArnPrincipal(arn))
    this.role = new Role(this, 'Role', {
      description: 'nightmask: reads and verifies audit records',
      assumedBy: named.length > 0 ? new CompositePrincipal(...named) : new AccountRootPrincipal(),
    })
    const allow = (actions: string[], resource: string) =>
      this.role.addToPolicy(new PolicyStatement({ actions, resources: [resource] }))
    allow(['s3:GetObject', 's3:GetObjectVersion', 's3:GetObjectRetention'], audit.arnForObjects('audit/*'))
    allow(['s3:ListBucket', 's3:ListBucketVersions'], audit.bucketArn)
    allow(['kms:Decrypt'], auditKey.keyArn)
    allow(['kms:GetPublicKey', 'kms:Verify'], signatureKey.keyArn)
  }
}
