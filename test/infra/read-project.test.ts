import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readProject } from '../../infra/read-project.ts'

const folder = mkdtempSync(join(tmpdir(), 'nightmask-project-'))
afterAll(() => rmSync(folder, { recursive: true }))
const example = readFileSync('examples/shop/nightmask.aws.yaml', 'utf8')
writeFileSync(join(folder, 'policy.yaml'), 'version: 1\ntables: {}')

/** What reading the example says after these replacements. */
function problemsWith(...changes: [string | RegExp, string][]): string {
  const file = join(folder, 'nightmask.yaml')
  writeFileSync(
    file,
    changes.reduce((text, [from, to]) => text.replace(from, to), example),
  )
  try {
    readProject(file, false)
    return ''
  } catch (error) {
    return (error as Error).message
  }
}

describe('the deploy section', () => {
  it('is read with the parser of the command line, its files found beside it', () => {
    const { deploy, policyFile } = readProject('examples/shop/nightmask.aws.yaml', false)
    expect(deploy.redrive_minutes).toBe(60)
    expect(readFileSync(policyFile, 'utf8')).toContain('tables:')
  })

  it('is refused with every problem at once', () => {
    const problems = problemsWith(['"123456789012"', '"12"'], ['vpc: vpc-', 'vpc: net-'], ['at: "03:30"', 'at: "2:30"'])
    for (const part of ['12 digits', 'an id like vpc-', 'a time like']) expect(problems).toContain(part)
    const nonsense = problemsWith(
      ['eu-central-1a, eu-central-1b', 'eu-central-1a'],
      ['Europe/Berlin', 'Europe/Berlni'],
      ['alarms:', 'reviewers: [somebody]\n  alarms:'],
    )
    for (const part of ['one subnet for each', 'a time zone like', 'reviewers[0] has to be an ARN'])
      expect(nonsense).toContain(part)
    expect(problemsWith(['s3: { route_tables: [rtb-0a1b2c3d4e5f60718] }', 's3: make, kms: existing'])).toMatch(
      /s3 has to be existing, or \{ route_tables.*kms has to be make, or \{ security_group/,
    )
  })

  it('has transformers of your own with it, which its policy may name, and refuses a file that is wrong', () => {
    const own: [RegExp, string] = [/^policy:.*$/m, 'policy: policy.yaml\ntransformers: ["*.ts"]']
    const badge = readFileSync('test/fixtures/masks/badge.ts', 'utf8')
    writeFileSync(join(folder, 'policy.yaml'), 'version: 1\ntables: { users: { push: badge } }')
    expect(problemsWith()).toMatch(/unknown transformer "badge"/)
    writeFileSync(join(folder, 'badge.ts'), badge)
    expect(problemsWith(own)).toBe('')
    writeFileSync(join(folder, 'badge.ts'), badge.replace('export', ''))
    expect(problemsWith(own)).toMatch(/^badge\.ts: it exports no transformer/)
    writeFileSync(join(folder, 'policy.yaml'), 'version: 1\ntables: {}')
  })

  it('lets staging be migrated by a task alone', () => {
    const migrate: [RegExp, string] = [/^staging: \{/m, 'staging: { migrate: "bin/migrate",']
    expect(problemsWith(migrate)).toMatch(/line \d+, staging\.migrate runs a command, which functions do not/)
    expect(problemsWith(migrate, ['  alarms:', '  engine: task\n  alarms:'])).toBe('')
  })

  it('lets staging read chunks from S3 only where it can: an Aurora cluster of this account, loaded by functions', () => {
    const s3: [string, string] = [
      '{ instance: shop-staging, database: shop,',
      '{ cluster: a, load: s3, database: shop,',
    ]
    expect(problemsWith(s3)).toBe('')
    expect(problemsWith([s3[0], s3[1].replace('cluster', 'instance')])).toContain('s3 needs an Aurora cluster')
    expect(problemsWith(s3, ['  alarms:', '  engine: task\n  alarms:'])).toMatch(
      /deploy\.staging\.load: s3 is what functions do/,
    )
  })

  it('is refused with what is missing beside what is misshapen, each at its line', () => {
    const problems = problemsWith(
      ['"123456789012"', '"12"'],
      [/ {2}network:[\s\S]*? {2}source:/, '  source:'],
      ['{ secret: shop/staging/nightmask }', '{ url: "mysql://h/x" }'],
      ['policy: policy.yaml', 'policy: rules.yaml'],
    )
    expect(problems).toMatch(/nightmask\.yaml: 4 problems/)
    expect(problems).toMatch(/line \d+, deploy\.account.*12 digits/)
    for (const part of ['deploy.network is missing', 'staging has to name a secret', 'policy: there is no'])
      expect(problems).toMatch(new RegExp(`line \\d+, ${part}`))
  })

  it('is refused with what its policy misspells, before anything is deployed', () => {
    writeFileSync(join(folder, 'typo.yaml'), 'version: 1\ntables:\n  users:\n    email: emial\n')
    expect(problemsWith(['policy: policy.yaml', 'policy: typo.yaml'])).toMatch(
      /^typo\.yaml: 1 problem — line 4, .*"emial" \(email\?\)/,
    )
  })

  it('is refused when something that has to exist is not named, or staging is the source', () => {
    expect(problemsWith(['{ secret: shop/staging/nightmask }', '{ url: "mysql://h/x" }'])).toContain('name a secret')
    expect(problemsWith(['instance: shop-staging', 'cluster: shop-production'])).toContain('the same database')
    const foreign = 'arn:aws:secretsmanager:eu-central-1:210987654321:secret:nightmask-abcdef'
    expect(problemsWith(['secret: shop/staging/nightmask', `secret: ${foreign}`])).toContain('has to name its key')
    const elsewhere = [
      'instance: shop-staging, database: shop, security_group: sg-0b1b2c3d4e5f60718',
      'database: shop, cidr: 10.20.0.0/24',
    ]
    expect(problemsWith(elsewhere as [string, string])).toBe('')
    const share = "share: { accounts: ['210987654321'], key: 'arn:aws:kms:eu-central-1:123456789012:key/shared' }"
    expect(
      problemsWith(
        [
          'instance: shop-staging, database: shop, security_group: sg-0b1b2c3d4e5f60718',
          'database: shop, cidr: 10.20.0.0/24',
        ],
        ['  alarms:', `  ${share}\n  alarms:`],
      ),
    ).toContain('deploy.share needs')
    expect(problemsWith([/deploy:[\s\S]*/, ''])).toContain('deploy is missing')
    expect(problemsWith(['policy: policy.yaml', 'policy: rules.yaml'])).toContain(
      `there is no ${join(folder, 'rules.yaml')}`,
    )
  })

  it('is told in one sentence, without a trace, when the app cannot read it', () => {
    const env = { ...process.env, CDK_CONTEXT_JSON: JSON.stringify({ config: 'none.yaml' }) }
    const { status, stderr } = spawnSync(process.execPath, ['infra/app.ts'], { env, encoding: 'utf8' })
    expect([status, stderr]).toEqual([
      2,
      'nightmask: none.yaml: the configuration cannot be read; -c config=FILE names another.\n',
    ])
  })

  it('needs no network and no databases for a sandbox', () => {
    const file = join(folder, 'sandbox.yaml')
    const kept = example.replace(/ {2}network:[\s\S]*? {2}schedule:/, '  schedule:')
    writeFileSync(file, kept)
    expect(readProject(file, true).deploy.network).toBeUndefined()
    expect(() => readProject(file, false)).toThrow('deploy.network is missing')
  })
})
