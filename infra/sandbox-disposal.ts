import { fileURLToPath } from 'node:url'
import {
  AspectPriority,
  Aspects,
  CfnResource,
  CustomResource,
  CustomResourceProvider,
  CustomResourceProviderRuntime,
  RemovalPolicy,
} from 'aws-cdk-lib'
import { CfnBucket } from 'aws-cdk-lib/aws-s3'
import { Construct, type IConstruct } from 'constructs'

/** Lets everything of a sandbox go with its stack: buckets are emptied, of locked records too, and no key and no secret is kept. */
export class SandboxDisposal extends Construct {
  constructor(scope: Construct, id: string, of: Construct) {
    super(scope, id)
    const visit = (node: IConstruct) => {
      if (CfnResource.isCfnResource(node) && outliving.includes(node.cfnResourceType))
        node.applyRemovalPolicy(RemovalPolicy.DESTROY)
    }
    Aspects.of(of).add({ visit }, { priority: AspectPriority.MUTATING })
    const buckets = of.node.findAll().filter((node) => node instanceof CfnBucket)
    const objects = buckets.map(({ attrArn }) => `${attrArn}/*`)
    const provider = CustomResourceProvider.getOrCreateProvider(this, 'Custom::NightmaskEmptyBuckets', {
      codeDirectory: fileURLToPath(new URL('empty-buckets', import.meta.url)),
      runtime: CustomResourceProviderRuntime.NODEJS_24_X,
      description: 'nightmask sandbox: empties buckets before they are deleted',
      policyStatements: [
        {
          Effect: 'Allow',
          Action: ['s3:ListBucketVersions', 's3:PutBucketPolicy'],
          Resource: buckets.map(({ attrArn }) => attrArn),
        },
        {
          Effect: 'Allow',
          Action: ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:BypassGovernanceRetention'],
          Resource: objects,
        },
      ],
    })
    const emptied = new CustomResource(this, 'Emptied', {
      resourceType: 'Custom::NightmaskEmptyBuckets',
      serviceToken: provider.serviceToken,
      properties: { Buckets: buckets.map(({ ref }) => ref) },
    })
    // What is made last is deleted first: buckets are empty and have no policy of their own any more when their turn comes.
    emptied.node.addDependency(...buckets.map((bucket) => bucket.node.scope!))
  }
}

const outliving = ['AWS::S3::Bucket', 'AWS::KMS::Key', 'AWS::SecretsManager::Secret']
