import { type App, AspectPriority, Aspects, Validations } from 'aws-cdk-lib'
import { CfnPolicy } from 'aws-cdk-lib/aws-iam'
import { AwsSolutionsChecks, rules } from 'cdk-nag'
import type { IConstruct } from 'constructs'
import { type Acknowledged, acknowledged } from './acknowledged.ts'

/** Synthesis fails on whatever AWS Solutions' rules or CloudFormation's own validation find and nobody has acknowledged with a reason. */
export function guard(app: App, known: readonly Acknowledged[] = acknowledged): void {
  Aspects.of(app).add({ visit: (node) => acknowledge(node, known) }, { priority: AspectPriority.READONLY })
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
}

function acknowledge(node: IConstruct, known: readonly Acknowledged[]): void {
  const path = node.node.path.replace(/^[^/]+\//, '')
  const here = known.filter(({ at }) => at.test(path))
  for (const { finding, reason } of here)
    for (const id of typeof finding === 'string' ? [finding] : wildcardsIn(node).filter((id) => finding.test(id)))
      Validations.of(node).acknowledge({ id, reason })
}

// cdk-nag names each wildcard of a policy by itself, with references in it: too many to write down, so patterns stand for them.
function wildcardsIn(node: IConstruct): string[] {
  if (!(node instanceof CfnPolicy)) return []
  const findings: unknown = rules.iam.IAMNoWildcardPermissions(node)
  return Array.isArray(findings) ? findings.map((finding) => `AwsSolutions::AwsSolutions-IAM5[${finding}]`) : []
}
