import fc from 'fast-check'
import { expect, it } from 'vitest'
import { stringify } from 'yaml'
import { parseConfig } from '../../../shared/config/parse-config.ts'
import { NightmaskError } from '../../../shared/errors.ts'
import { transformers } from '../../../shared/masking/transformers/index.ts'
import { parsePolicy } from '../../../shared/policy/file/parse-policy.ts'
import { resolvePolicy } from '../../../shared/policy/resolving/resolve-policy.ts'
import { reference, schema, table } from './describe-schema.ts'

const words = [
  'version',
  'tables',
  'users',
  'id',
  'email',
  'mask',
  'keep',
  'domain',
  'null',
  'skip_rows',
  '__proto__',
  'source',
  'url',
  'key',
  'seed',
]
const word = fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 6 }))
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    word,
    fc.integer(),
    fc.constant(null),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(word, tie('tree'), { maxKeys: 4 }),
  ),
}))
const text = fc.oneof(
  tree.map((value) => stringify(value)),
  tree.map((value) => `version: 1\n${stringify({ tables: { users: value } })}`),
  fc.string(),
  fc.constantFrom(
    '&a [*a]',
    'a: &x 1\nb: *x',
    '<<: {a: 1}',
    '? [a]\n: b',
    '---\na: 1\n---\nb: 2',
    '\t- a',
    '!!binary x',
    '"\\u0000": 1',
    '%YAML 9',
  ),
)
const users = table('users', { id: 'int', email: 'varchar(60)' })
const database = schema(
  users,
  table('orders', { id: 'int', user_id: 'int' }, { foreignKeys: [reference('user_id', 'users.id')] }),
)

/** Nothing but failures that nightmask itself explains. */
function explains(act: () => unknown): void {
  try {
    act()
  } catch (error) {
    expect(error).toBeInstanceOf(NightmaskError)
    expect((error as Error).message).toMatch(/^f\.yaml: \d+ problems? — /)
  }
}

it('any text is a policy or is refused with its problems', () => {
  fc.assert(
    fc.property(text, (content) =>
      explains(() => resolvePolicy(database, parsePolicy(content, 'f.yaml', transformers), 'f.yaml', transformers)),
    ),
    { numRuns: 500 },
  )
})

it('any text is a configuration or is refused with its problems', () => {
  fc.assert(
    fc.property(text, (content) => explains(() => parseConfig(content, 'f.yaml', { URL: 'secret' }, {}))),
    { numRuns: 500 },
  )
})
