import { createHash } from 'node:crypto'
import { Stack } from 'aws-cdk-lib'
import type { IRole } from 'aws-cdk-lib/aws-iam'
import { type CfnFunction, Code } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import { bundledCode } from './bundled-code.ts'
import { configured, customSources } from './custom-sources.ts'
import { type FunctionName, type FunctionSpec, functionTable } from './function-table.ts'
import { type Grant, type GrantScope, statementsFor } from './grants.ts'
import { MaskingFunction } from './masking-function.ts'
import type { MaskingNetwork } from './masking-network.ts'
import { secretId } from './secret-arn.ts'
import type { Sides } from './sides.ts'
import type { Night } from './workflow/night.ts'

export interface FunctionsProps extends GrantScope {
  readonly network: MaskingNetwork
  readonly sides: Sides
  readonly configFile: string
  readonly policyFile: string
  /** Dimension `service` of the metrics that functions write. */
  readonly maskingName: string
  readonly toolVersion: string
  /** The most that a function gets: new accounts refuse more than 3,008 MiB. */
  readonly memoryMiB: number
}

/** All Lambdas by name, each with what its row of the table grants and nothing else. */
export class Functions extends Construct {
  readonly by: Readonly<Record<FunctionName, MaskingFunction>>
  /** Of the code of all, with configuration and policy in it. */
  readonly digest: string

  constructor(scope: Construct, id: string, props: FunctionsProps) {
    super(scope, id)
    const code = codeOf(props)
    const made = Object.entries<FunctionSpec>(functionTable).map(([name, spec]) => [
      name,
      new MaskingFunction(this, name, {
        ...spec,
        file: name,
        place: spec.side && { network: props.network, securityGroup: props.sides.groups[spec.side] },
        logKey: props.stores.artifactsKey,
        environment: environmentFor(spec.grants, props),
        statements: statementsFor(spec.grants, props),
        memoryMiB: Math.min(spec.memoryMiB, props.memoryMiB),
        code,
      }),
    ])
    this.by = Object.fromEntries(made)
    props.signatureKey.letSign(signing.map((name) => this.by[name].role!))
    this.digest = codeDigest(Object.values(this.by))
    for (const made of Object.values(this.by)) made.addEnvironment('CODE_DIGEST', this.digest)
  }

  /** Roles of the functions that write audit records. */
  get recordWriters(): IRole[] {
    const specs = Object.entries<FunctionSpec>(functionTable)
    const writing = specs.filter(([, { grants }]) => grants.includes('records:write'))
    return writing.map(([name]) => this.by[name as FunctionName].role!)
  }

  /** The dataset function starts nights, and looks how they end. It knows staging's name, so that no dataset is asked for there. */
  allowStarting(night: Night, stagingDatabase: string): void {
    const { dataset } = this.by
    dataset.addEnvironment('STAGING_DATABASE', stagingDatabase)
    dataset.addEnvironment('NIGHT_WORKFLOW', night.machine.stateMachineArn)
    night.machine.grantStartExecution(dataset)
    night.machine.grantExecution(dataset, 'states:DescribeExecution')
  }
}

const signing = (Object.keys(functionTable) as FunctionName[]).filter((name) =>
  (functionTable[name] as FunctionSpec).grants.includes('signature'),
)

function codeOf(props: FunctionsProps): Code {
  const { path, ...options } = bundledCode('functions', configured(props), customSources(props.configFile))
  return Code.fromAsset(path, options)
}

/** Changes with the code of any function, and with configuration and policy, which stand beside it. */
function codeDigest(functions: readonly MaskingFunction[]): string {
  const hash = createHash('sha256')
  for (const each of functions)
    hash.update(JSON.stringify(Stack.of(each).resolve((each.node.defaultChild as CfnFunction).code)))
  return hash.digest('hex')
}

function environmentFor(grants: readonly Grant[], props: FunctionsProps): Record<string, string> {
  const { stores, keys, signatureKey, source, staging, maskingName, toolVersion } = props
  const given = (needed: boolean, settings: Record<string, string>) => (needed ? settings : {})
  const has = (grant: Grant) => grants.includes(grant)
  const stored = grants.filter((grant) => grant.includes(':'))
  return {
    // What preflight tries.
    ...{ MASKING: maskingName, TOOL_VERSION: toolVersion, GRANTS: grants.join(' ') },
    ...given(
      stored.some((grant) => !grant.startsWith('records')),
      { ARTIFACTS_BUCKET: stores.artifacts.bucketName },
    ),
    ...given(
      stored.some((grant) => grant.startsWith('records')),
      { AUDIT_BUCKET: stores.audit.bucketName },
    ),
    ...given(has('source'), { SOURCE_DATABASE: source.database }),
    ...given(has('staging'), { STAGING_DATABASE: staging.database, STAGING_SECRET: secretId(staging.secretArn) }),
    ...given(has('staging') && staging.loadsFromS3 === true, { STAGING_LOAD: 's3' }),
    ...given(has('pseudonyms'), { PSEUDONYM_KEY_SECRET: keys.pseudonyms.id }),
    ...given(has('signature'), { SIGNATURE_KEY: signatureKey.key.keyArn }),
    ...given(has('originals-key'), { ORIGINALS_KEY_SECRET: keys.originals.id }),
  }
}
