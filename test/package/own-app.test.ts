import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { functionFiles } from '../../infra/function-table.ts'
import type { Json } from '../infra/synthesise.ts'

/** A folder in which the packed package, aws-cdk-lib, constructs and cdk-nag are installed, and nothing of this checkout; .ci/run makes it. */
const installed = process.env.NIGHTMASK_TEST_PACKAGE

describe.skipIf(!installed)('nightmask/cdk of the packed package, in an app of a stranger', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(installed!, 'app-'))
    mkdirSync(join(folder, 'masking'))
    cpSync('examples/shop/nightmask.aws.yaml', join(folder, 'masking/nightmask.yaml'))
    cpSync('examples/shop/policy.yaml', join(folder, 'masking/policy.yaml'))
    cpSync('test/fixtures/masks', join(folder, 'masking/masks'), { recursive: true })
    appendFileSync(join(folder, 'masking/nightmask.yaml'), "\ntransformers: ['masks/*.ts']\n")
    cpSync('examples/cdk/app.mts', join(folder, 'app.mts'))
    writeFileSync(join(folder, 'several.mts'), several)
    writeFileSync(join(folder, 'open.mts'), `${readFileSync('examples/cdk/app.mts', 'utf8')}\n${openBucket}`)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('is made of five lines and a relative path, passes its guard, and has its functions and configuration with it', () => {
    const out = synthesised(folder, 'app.mts')
    const { Resources } = template(out, 'nightmask')
    expect(Object.keys(Resources).length).toBeLessThan(500)
    const code = readdirSync(out).filter((name) => readdirIn(out, name).includes('begin.mjs'))
    expect(code).toHaveLength(1)
    const files = readdirIn(out, code[0]!)
    expect(files).toEqual(
      expect.arrayContaining([...functionFiles.map((name) => `${name}.mjs`), 'nightmask.yaml', 'policy.yaml']),
    )
    expect(writesResults(Resources)).toBe(true)
    const [own] = JSON.parse(readFileSync(join(out, code[0]!, 'transformers.json'), 'utf8'))
    expect(own).toMatchObject({ file: 'masks/badge.ts', code: expect.not.stringContaining(': Transformer') })
  })

  it('is the same whatever context the app has', () => {
    const { context } = JSON.parse(readFileSync('cdk.json', 'utf8'))
    const [bare, flagged] = [{}, context].map((given) => template(synthesised(folder, 'app.mts', given), 'nightmask'))
    const kinds = ({ Resources }: Json) => Object.entries<Json>(Resources).map(([id, { Type }]) => `${id} ${Type}`)
    expect(kinds(bare).sort()).toEqual(kinds(flagged).sort())
    expect(statements(bare.Resources)).toEqual(statements(flagged.Resources))
  })

  it('stands twice in a stack and in another stack beside it, all over one network', () => {
    const out = synthesised(folder, 'several.mts')
    const [one, two, shared] = ['One', 'Two', 'Shared'].map((name) => template(out, name).Resources)
    const endpoints = (resources: Json) =>
      Object.values<Json>(resources).filter(({ Type }) => Type === 'AWS::EC2::VPCEndpoint').length
    expect([one, two, shared].map(endpoints)).toEqual([0, 0, 3])
    expect(Object.keys(one).length).toBeLessThan(500)
    const names = Object.values<Json>(one).flatMap(
      ({ Properties }) => JSON.stringify(Properties?.StateMachineName) ?? [],
    )
    expect(new Set(names).size).toBe(names.length)
  })

  it('has declarations that a strict compiler takes', () => {
    const options = [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2024',
      '--skipLibCheck',
      '--types',
      '',
    ]
    const tsc = spawnSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), ...options, 'several.mts'], {
      cwd: folder,
      encoding: 'utf8',
    })
    expect(tsc.stdout).toBe('')
  })

  it('can be required from CommonJS', () => {
    const { stdout } = run(folder, ['-p', "typeof require('nightmask/cdk').NightlyMasking"])
    expect(stdout.trim()).toBe('function')
  })

  it('has what a transformer of your own imports', () => {
    const { stdout } = run(folder, ['-p', "Object.keys(require('nightmask/transformer')).sort().join()"])
    expect(stdout.trim()).toBe('proveAll,proveKind,proveLength,proveUnique,z')
  })

  it('has a guard that stops what somebody else leaves open beside it', () => {
    const { status, stderr } = run(folder, ['open.mts'])
    expect(status).not.toBe(0)
    expect(stderr).toContain('AwsSolutions-S2')
  })
})

function run(folder: string, args: readonly string[], env: Record<string, string> = {}) {
  return spawnSync(process.execPath, args, { cwd: folder, env: { PATH: '/usr/bin:/bin', ...env }, encoding: 'utf8' })
}

function synthesised(folder: string, app: string, context: object = {}): string {
  const out = mkdtempSync(join(folder, 'out-'))
  const { status, stderr } = run(folder, [app], { CDK_OUTDIR: out, CDK_CONTEXT_JSON: JSON.stringify(context) })
  expect(`${status} ${stderr}`).toMatch(/^0 /)
  return out
}

function template(out: string, stack: string): Json {
  return JSON.parse(readFileSync(join(out, `${stack}.template.json`), 'utf8'))
}

function readdirIn(out: string, name: string): string[] {
  return name.startsWith('asset.') && !name.includes('.zip') ? readdirSync(join(out, name)) : []
}

// Without its feature flag CDK drops where maps write their results.
function writesResults(resources: Json): boolean {
  const machines = Object.values<Json>(resources).filter(({ Type }) => Type === 'AWS::StepFunctions::StateMachine')
  return machines.some((machine) => JSON.stringify(machine.Properties).includes('ResultWriter'))
}

// Feature flags order actions, which means nothing.
function statements(resources: Json): string[] {
  return Object.entries<Json>(resources)
    .flatMap(([id, { Type, Properties }]) =>
      Type === 'AWS::IAM::Policy'
        ? Properties.PolicyDocument.Statement.map(
            ({ Effect, Action }: Json) => `${id} ${Effect} ${[Action].flat().sort()}`,
          )
        : [],
    )
    .sort()
}

const several = `
import { App, Stack } from 'aws-cdk-lib'
import { Peer, SecurityGroup, Subnet, Vpc } from 'aws-cdk-lib/aws-ec2'
import { type Database, guard, MaskingNetwork, NightlyMasking } from 'nightmask/cdk'

const app = new App()
const env = { account: '123456789012', region: 'eu-west-1' }
const shared = new Stack(app, 'Shared', { env })
const network = new MaskingNetwork(shared, 'Network', {
  vpc: Vpc.fromVpcAttributes(shared, 'Vpc', { vpcId: 'vpc-0a1b2c3d', availabilityZones: ['eu-west-1a'] }),
  subnets: [Subnet.fromSubnetAttributes(shared, 'Subnet', { subnetId: 'subnet-0a1b2c3d', routeTableId: 'rtb-0a1b2c3d' })],
  s3: Peer.prefixList('pl-6ea54007'),
})
const database = (stack: Stack, id: string, group: string): Database => ({
  name: { instance: id.toLowerCase() },
  database: 'shop',
  securityGroup: SecurityGroup.fromSecurityGroupId(stack, id, group, { allowAllOutbound: false }),
  port: 3306,
  secretArn: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:' + id + '-abcdef',
})
for (const [name, ids] of [['One', ['Shop', 'Crm']], ['Two', ['Blog']]] as const) {
  const stack = new Stack(app, name, { env })
  for (const id of ids)
    new NightlyMasking(stack, id, {
      network,
      source: database(stack, id + 'Source', 'sg-0a1b2c3d'),
      staging: database(stack, id + 'Staging', 'sg-0b1b2c3d'),
      configFile: 'masking/nightmask.yaml',
      alarms: { email: 'ops@example.com' },
    })
}
guard(app)
app.synth()
`

const openBucket = `
const { BlockPublicAccess, Bucket } = await import('aws-cdk-lib/aws-s3')
new Bucket(stack, 'Open', { publicReadAccess: true, blockPublicAccess: BlockPublicAccess.BLOCK_ACLS_ONLY })
app.synth()
`
