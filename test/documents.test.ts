import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { apiDocument, apiFile } from '../infra/api-document.ts'

const documents = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter(Boolean)
const { scripts, version } = JSON.parse(readFileSync('package.json', 'utf8'))

describe('the documents', () => {
  it('link to files that exist', () => {
    const broken = documents.flatMap((document) =>
      [...readFileSync(document, 'utf8').matchAll(/\]\((?!\w+:)([^)#\s]+)(?:#[^)]*)?\)/g)]
        .map(([, target]) => target ?? '')
        .filter((target) => !existsSync(join(dirname(document), target)))
        .map((target) => `${document}: ${target}`),
    )
    expect(documents).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md']))
    expect(broken).toEqual([])
  })

  it('of the construct says what its sources say; `npm run api` writes it', () => {
    expect(readFileSync(apiFile, 'utf8')).toBe(apiDocument())
  })

  it('tell first of the version that package.json has', () => {
    expect(/^## (.+)$/m.exec(readFileSync('CHANGELOG.md', 'utf8'))?.[1]).toBe(version)
  })

  it('name npm scripts that exist', () => {
    const missing = documents.flatMap((document) =>
      [...readFileSync(document, 'utf8').matchAll(/\bnpm run (?:--silent )?([\w:-]+)/g)]
        .map(([, script]) => script ?? '')
        .filter((script) => !(script in scripts))
        .map((script) => `${document}: npm run ${script}`),
    )
    expect(missing).toEqual([])
  })
})
