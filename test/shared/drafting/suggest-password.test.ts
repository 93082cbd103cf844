import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { draftPolicy } from '../../../shared/drafting/draft-policy.ts'
import { knownNames } from '../../../shared/masking/text/known-names.ts'
import { hashPassword } from '../../../shared/masking/transformers/password/password.ts'
import { schema, table } from '../policy/describe-schema.ts'

const subkey = (purpose: string) => createHash('sha256').update(purpose).digest()

/** What init writes for the columns of a table of users: rule and comment. */
async function drafted(columns: Readonly<Record<string, readonly (string | null)[]>>, type = 'varchar(255)') {
  const users = table('users', {
    id: 'int',
    ...Object.fromEntries(Object.keys(columns).map((column) => [column, type])),
  })
  const samples = new Map([['users', new Map(Object.entries(columns))]])
  const draft = draftPolicy(schema(users), samples, await knownNames('en'), 'en', new Map())
  return Object.fromEntries(
    draft.tables[0]!.columns.map(({ column, rule, finding }) => [
      column,
      { ...rule?.options, mask: rule?.mask, because: finding?.because },
    ]),
  )
}

const hex = (algorithm: string, of: string) => createHash(algorithm).update(of).digest('hex')

describe('init', () => {
  it('writes the scheme of most stored passwords, with label and cost, whatever marks and words stand between them', async () => {
    const cases = [
      { header: '$2y$08$' },
      { hash: 'phpass', header: '$H$9' },
      { hash: 'drupal', header: '$S$C' },
      { hash: 'argon2', header: '$argon2i$v=19$m=1024,t=2,p=1$' },
      { hash: 'pbkdf2', header: 'pbkdf2_sha256$1000$' },
      { hash: 'scrypt', header: 'scrypt:1024:8:1' },
      { hash: 'ssha', header: '{SSHA256}' },
      { hash: 'salted', header: 'sha256:salt:1' },
    ]
    for (const options of cases) {
      const stored = hashPassword({ subkey }, { value: 'q', ...options })
      const { password } = await drafted({ password: ['!', null, '', 'locked', stored, '*', stored, 'nobody'] })
      expect(password).toMatchObject({ mask: 'password', ...options })
      expect(password?.because).toContain('4 of 6 sampled values are of another form')
    }
  })

  it('sets a digest together with the salt in the column beside it', async () => {
    const columns = { password: ['x', 'y'].map((of) => hex('sha256', of)), password_salt: ['4f', '5e'] }
    expect(await drafted(columns)).toMatchObject({
      password: { mask: 'password', hash: 'sha256', salt: 'staging-salt' },
      password_salt: { mask: 'constant', value: 'staging-salt' },
    })
    expect(await drafted({ entry: columns.password, entrySalt: ['s', 't'] })).toMatchObject({
      entry: { mask: 'password', hash: 'sha256', salt: 'staging-salt' },
      entrySalt: { mask: 'constant', value: 'staging-salt' },
    })
    expect(await drafted({ password: columns.password, salt: ['4f', '5e'] }, 'varchar(64)')).toMatchObject({
      password: { salt: 'staging-salt' },
      salt: { mask: 'constant', value: 'staging-salt' },
    })
  })

  it('says in words when nobody may be able to log in, and what to write', async () => {
    const { password } = await drafted({ password: ['c29tZXRoaW5n', 'ZWxzZQ', 'b3RoZXI'] })
    expect(password?.because).toContain('nobody may be able to log in')
    const digests = await drafted({ password: ['x', 'y'].map((of) => hex('md5', of)) })
    expect(digests.password).toMatchObject({ mask: 'password', hash: 'md5' })
    expect(digests.password?.because).toContain('md5 of the password alone')
  })
})
