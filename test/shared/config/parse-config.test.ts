import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../../shared/config/parse-config.ts'

const variables = { SOURCE_URL: 'mysql://app:s3cr3t@db/shop', STAGING_URL: 'mysql://app@staging/shop' }
const file = `source: { url: "\${SOURCE_URL}" }
staging: { url: "\${STAGING_URL}", keep_tables: [api_keys] }
`

describe('the configuration', () => {
  it('takes variables from the environment and defaults for what is left out', () => {
    expect(parseConfig(file, 'nightmask.yaml', variables, {})).toMatchObject({
      source: { url: variables.SOURCE_URL, mode: 'live' },
      staging: { url: variables.STAGING_URL, keep_tables: ['api_keys'] },
      key: { file: '.nightmask-key/key' },
      artifacts: 'file:.nightmask',
      policy: 'policy.yaml',
      seed: { value: 42, edge_cases: [] },
    })
  })

  it('needs no file when flags say where source and staging are', () => {
    const config = parseConfig('', 'nightmask.yaml', {}, { source: 'mysql://a/b', staging: 'mysql://a/c', seed: 7 })
    expect(config).toMatchObject({
      source: { url: 'mysql://a/b' },
      staging: { url: 'mysql://a/c' },
      seed: { value: 7 },
    })
  })

  it('asks for no database that the command does not reach, nor for its variable', () => {
    const source = { SOURCE_URL: variables.SOURCE_URL }
    expect(parseConfig(file, 'n.yaml', source, {}, ['source'])).toMatchObject({
      source: { url: variables.SOURCE_URL },
      staging: { keep_tables: ['api_keys'] },
    })
    expect(parseConfig('artifacts: file:x', 'n.yaml', {}, {}, []).artifacts).toBe('file:x')
    expect(() => parseConfig(file, 'n.yaml', source, {}, ['staging'])).toThrow('STAGING_URL is not set')
  })

  it('lets a flag replace what the file says, its variables included, and keeps what stands beside it', () => {
    const text = `source: { secret: prod/reader, mode: clone }\nstaging: { url: "\${UNSET}", keep_tables: [x] }\nkey: { secret: k, existing: true }\n`
    const config = parseConfig(
      text,
      'nightmask.yaml',
      {},
      {
        source: 'mysql://a/b',
        staging: 'mysql://a/c$' + '{UNSET}',
        keyFile: 'other.key',
        policy: 'p.yaml',
        artifacts: 'file:x',
      },
    )
    expect(config.source).toEqual({ url: 'mysql://a/b', mode: 'clone' })
    expect(config.staging).toMatchObject({ url: 'mysql://a/c$' + '{UNSET}', keep_tables: ['x'] })
    expect([config.key, config.policy, config.artifacts]).toEqual([{ file: 'other.key' }, 'p.yaml', 'file:x'])
  })

  it('reports everything that is wrong at once, with its line and without a value', () => {
    const text = `sorce: { url: "mysql://app:hunter2@db/shop" }
staging:
  url: "\${STAGING_URL}"
  secret: both
  keep_table: [a]
seed: { value: -3, edge_cases: [shopp] }
datasets:
  recent: { form: orders }
key: { fiel: hunter3 }
artifacts: "\${ARTIFACTS}"
`
    let message = ''
    try {
      parseConfig(text, 'my.yaml', variables, {})
    } catch (error) {
      message = (error as Error).message
    }
    for (const part of [
      /^my\.yaml: 1\d problems? — line 1, sorce is not a known key \(source\?\); /,
      /line 5, staging\.keep_table is not a known key \(keep_tables\?\)/,
      /line 6, seed\.value has to be at least 0/,
      /line 6, seed\.edge_cases\[0\] has to be shop or schema \(shop\?\)/,
      /line 8, datasets\.recent\.form is not a known key \(from\?\)/,
      /line 8, datasets\.recent\.from is missing/,
      /line 9, key\.fiel is not a known key \(file\?\)/,
      /line 10, the environment variable ARTIFACTS is not set/,
      /source is missing: name a database there or with --source$/,
    ])
      expect(message).toMatch(part)
    expect(message).not.toMatch(/hunter/)
  })

  it('wants a source by URL or by secret, never by both', () => {
    expect(() => parseConfig('source: { url: a, secret: b }\nstaging: { url: c }', 'n.yaml', {}, {})).toThrow(
      'n.yaml: 1 problem — line 1, source has to have either url or secret',
    )
  })

  it('tells broken YAML by its line and quotes nothing of it', () => {
    expect(() => parseConfig('source:\n  url: "mysql://hunter2\nx: [', 'n.yaml', {}, {})).toThrow(
      /^n\.yaml: .*line [23], /,
    )
    expect(() => parseConfig('source:\n  url: "mysql://hunter2\nx: [', 'n.yaml', {}, {})).not.toThrow(/hunter2/)
  })
})
