import { type App, Fn, Stack, type StackProps } from 'aws-cdk-lib'
import { NightlyMasking } from './nightly-masking.ts'
import { tellOutputs } from './outputs.ts'
import { projectProps } from './project-props.ts'
import type { Project } from './read-project.ts'
import { Sandbox } from './sandbox.ts'
import { SandboxDisposal } from './sandbox-disposal.ts'
import { shopFolder } from './sandbox-fill.ts'
import { existingSurroundings } from './surroundings.ts'

export interface NightmaskStackProps extends StackProps {
  readonly project: Project
  /** Also makes a VPC, a small source and a small staging: for a first try. */
  readonly sandbox: boolean
}

/** The app's one stack: what nightmask.yaml says, as a nightly masking. */
export class NightmaskStack extends Stack {
  readonly masking: NightlyMasking

  constructor(scope: App, id: string, { project, sandbox, ...props }: NightmaskStackProps) {
    super(scope, id, { ...props, description: 'Every night staging becomes a masked, verified copy of production' })
    const surroundings = sandbox ? new Sandbox(this, 'Sandbox') : existingSurroundings(this, project)
    this.masking = new NightlyMasking(this, 'Masking', {
      ...projectProps(this, project, surroundings),
      ...(sandbox
        ? { policyFile: `${shopFolder}policy.yaml`, task: null, auditDays: 1, auditMode: 'governance' as const }
        : {}),
    })
    if (sandbox) new SandboxDisposal(this, 'Disposal', this.masking)
    tellOutputs(this, this.masking, surroundings.network)
  }

  /** The first two of the region, as CloudFormation knows them: for the sandbox's network, which would look them up otherwise. */
  override get availabilityZones(): string[] {
    return [0, 1].map((at) => Fn.select(at, Fn.getAzs()))
  }
}
