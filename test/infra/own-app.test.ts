import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App, Stack } from 'aws-cdk-lib'
import { Peer, SecurityGroup, Subnet, Vpc } from 'aws-cdk-lib/aws-ec2'
import { Construct } from 'constructs'
import { afterAll, expect, it } from 'vitest'
import { guard } from '../../infra/guard.ts'
import { MaskingNetwork } from '../../infra/masking-network.ts'
import { NightlyMasking } from '../../infra/nightly-masking.ts'

const outdir = mkdtempSync(join(tmpdir(), 'nightmask-own-app-'))
afterAll(() => rmSync(outdir, { recursive: true }))

it('NightlyMasking stands in an app of one’s own, within constructs of one’s own, and passes its guard', () => {
  const { context } = JSON.parse(readFileSync('cdk.json', 'utf8'))
  const app = new App({ outdir, context: { ...context, 'aws:cdk:bundling-stacks': [] } })
  const stack = new Stack(app, 'Platform', { env: { account: '123456789012', region: 'eu-west-1' } })
  const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-0a1b2c3d', availabilityZones: ['eu-west-1a'] })
  const subnet = Subnet.fromSubnetAttributes(stack, 'Subnet', {
    subnetId: 'subnet-0a1b2c3d',
    routeTableId: 'rtb-0a1b2c3d',
  })
  const database = (id: string, group: string) => ({
    name: { instance: id },
    database: 'shop',
    securityGroup: SecurityGroup.fromSecurityGroupId(stack, id, group, { allowAllOutbound: false }),
    port: 3306,
    secretArn: `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${id}-abcdef`,
  })
  const { night } = new NightlyMasking(new Construct(stack, 'Databases'), 'Staging', {
    network: new MaskingNetwork(stack, 'Network', { vpc, subnets: [subnet], s3: Peer.prefixList('pl-6ea54007') }),
    ...{ source: database('production', 'sg-0a1b2c3d'), staging: database('staging', 'sg-0b1b2c3d') },
    ...{ configFile: 'examples/shop/nightmask.aws.yaml', policyFile: 'examples/shop/policy.yaml' },
    clone: {
      ...{ instanceClass: 'db.r8g.large', subnetGroup: null, parameterGroup: null },
      ...{ optionGroup: null, storageKeyArn: null },
    },
    ...{ datasets: true, existingKeys: {}, secretKeyArns: [] },
    ...{ schedule: { at: '01:15', timeZone: 'UTC' }, alarmAddress: 'ops@example.com', reviewerArns: [] },
    ...{
      auditDays: 30,
      artifactDays: 7,
      redriveMinutes: 0,
      longestHours: 5,
      readers: 2,
      writers: 1,
      chunksPerBatch: 1,
    },
  })
  guard(app)
  const { template } = app.synth().getStackByName('Platform')
  expect(night.name).toMatch(/^Platform-night-/)
  expect(Object.values(template.Resources).length).toBeGreaterThan(100)
})
