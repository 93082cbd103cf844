import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { parseDatabaseUrl } from '../../shared/adapters/mysql/wire/url.ts'
import { configWords } from '../../shared/config/json-schema.ts'
import { parseConfig } from '../../shared/config/parse-config.ts'
import { transformers } from '../../shared/masking/transformers/index.ts'
import { parsePolicy } from '../../shared/policy/file/parse-policy.ts'
import { parseShape } from '../../shared/seeding/shop/parse-shape.ts'
import { blocks, spans } from './read-documents.ts'

type Sections = Record<string, Record<string, unknown>>
const whole: Sections = parse(readFileSync('examples/shop/nightmask.aws.yaml', 'utf8'))

it('every path of the repository that a document names is there', () => {
  const room = /^(\.ci|bench|cli|docs|examples|faults|functions|infra|schemas|shared|test)\/[\w./*-]*$/
  const named = spans.filter(({ text }) => room.test(text))
  expect(named.length).toBeGreaterThan(60)
  // What stands in the asset of a task is made, not kept.
  const missing = named.filter(({ text }) => globSync(text).length === 0 && !text.endsWith('.js'))
  expect(missing).toEqual([])
})

it('every part of nightmask.yaml, policy.yaml and shape.yaml that a document shows is taken by its parser', () => {
  const shown = blocks
    .filter(({ language }) => language === 'yaml')
    .map((block) => ({ ...block, made: parse(block.text) }))
  const problems = shown.flatMap(({ at, text, made }) => {
    try {
      read(text, made)
      return []
    } catch (error) {
      return [`${at}: ${(error as Error).message}`]
    }
  })
  expect(problems).toEqual([])
})

it('every database URL that a document shows is one', () => {
  const shown = [...blocks, ...spans].flatMap(({ at, text }) =>
    [...text.matchAll(/(?:mysql|mariadb):\/\/[^\s'"`]+/g)].map(([url]) => ({ at, url })),
  )
  expect(shown.length).toBeGreaterThan(8)
  const problems = shown
    .filter(({ url }) => !url.includes('PARAMETER=VALUE') && !url.endsWith('://'))
    .flatMap(({ at, url }) => {
      try {
        parseDatabaseUrl(url.replace(/8F:1C:…/, '8F'.repeat(32)).replaceAll('…', 'x'))
        return []
      } catch (error) {
        return [`${at}: ${url}: ${(error as Error).message}`]
      }
    })
  expect(problems).toEqual([])
})

/** Parses it as what its keys say that it is: a part of a file within all that the file needs. */
function read(text: string, made: Sections): void {
  const keys = Object.keys(made)
  const sections = configWords as Readonly<Record<string, unknown>>
  if (made.version) parsePolicy(text, 'policy.yaml', transformers)
  // A workflow, an alert, and what needs a schema or a transformer of one's own, have tests beside what reads them.
  else if (made.jobs || Array.isArray(made) || made.rows || made.cars) return
  else if (made.products) parseShape(text, 'shape.yaml')
  else if (made.endpoints) readConfig({ deploy: { network: { ...(whole.deploy!.network as object), ...made } } })
  else if (keys.every((key) => key in sections)) readConfig(made)
  else if (made.risk) readPolicy({}, made)
  else readPolicy(made.users ? made : { members: made })
}

/** With a new text for `…`, in sections of a file that deploys. */
function readConfig(made: Sections): void {
  const laid = Object.entries(made).map(([name, section]) => {
    const base = { ...whole[name] }
    if ('url' in section) delete base.secret
    return [name, Array.isArray(section) || name === 'signature' ? section : { ...base, ...section }]
  })
  const text = stringify({ ...whole, ...Object.fromEntries(laid) })
    .replaceAll(/(?<=arn:aws:\w+:)…(?=:key)/g, 'eu-central-1:123456789012')
    .replaceAll('…', '0a1b2c3d')
  const named = [...text.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => [name!, 'x'])
  parseConfig(text, 'nightmask.yaml', Object.fromEntries(named), {})
}

function readPolicy(tables: object, rest: object = {}): void {
  const text = stringify({ version: 1, tables: { ...tables, others: 'skip_rows' }, ...rest })
  parsePolicy(text, 'policy.yaml', transformers)
}
