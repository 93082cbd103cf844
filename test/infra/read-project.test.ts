import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readProject } from '../../infra/read-project.ts'

const folder = mkdtempSync(join(tmpdir(), 'nightmask-project-'))
afterAll(() => rmSync(folder, { recursive: true }))
const example = readFileSync('examples/shop/nightmask.aws.yaml', 'utf8')

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
  })

  it('is refused when something that has to exist is not named, or staging is the source', () => {
    expect(problemsWith([/ {4}clone: .*\n/, ''])).toContain('deploy.source.clone is missing')
    expect(problemsWith(['{ secret: shop/staging/nightmask }', '{ url: "mysql://h/x" }'])).toContain('name a secret')
    expect(problemsWith(['instance: shop-staging', 'cluster: shop-production'])).toContain('the same database')
    expect(problemsWith([/deploy:[\s\S]*/, ''])).toContain('deploy is missing')
  })

  it('needs no network and no databases for a sandbox', () => {
    const file = join(folder, 'sandbox.yaml')
    const kept = example.replace(/ {2}network:[\s\S]*? {2}schedule:/, '  schedule:')
    writeFileSync(file, kept)
    expect(readProject(file, true).deploy.network).toBeUndefined()
    expect(() => readProject(file, false)).toThrow('deploy.network is missing')
  })
})
