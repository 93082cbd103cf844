import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { checkMeanings } from '../../../../shared/audit/page/check-meanings.ts'

const folders = ['shared/steps', 'shared/steps/checks']
const sources = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8')),
)

it('says what each check means that a step makes, on the page and in the documentation', () => {
  const made = sources.flatMap((source) =>
    [...source.matchAll(/(?:verdictOf\(\s*|name: |checkName = )(?:'([^'\n]+)'|"([^"\n]+)")/g)]
      .filter((found) => !/name: '[a-z-]+',\s*value/.test(source.slice(found.index, found.index + 80)))
      .filter((found) => /verdict/.test(source.slice(Math.max(0, found.index - 200), found.index + 200)))
      .map(([, single, double]) => single ?? double!),
  )
  expect(made.length).toBeGreaterThan(12)
  expect(made.filter((name) => checkMeanings[name] === undefined && !name.includes('-'))).toEqual([])
  const documented = readFileSync('docs/audit.md', 'utf8')
  for (const [name, meaning] of Object.entries(checkMeanings))
    expect(documented).toContain(`| \`${name}\` | ${meaning} |`)
})
