import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import bcryptjs from 'bcryptjs'
import { describe, expect, it } from 'vitest'
import { hashPassword } from '../../../shared/masking/transformers/password/password.ts'
import { schemes } from '../../../shared/masking/transformers/password/schemes.ts'
import { createMasker, maskColumn, maskOne } from './mask-column.ts'

const passwords = ['staging-only', `Gr\u00fc\u00dfe ${'x'.repeat(60)}`]
const subkey = (purpose: string) => createHash('sha256').update(purpose).digest()

interface Login {
  readonly hash: string
  readonly header?: string
  readonly order?: string
  readonly check: string
}

/** Headers and what checks them: PHP itself, or passlib and what check.py does by the published descriptions. */
const php: readonly Login[] = [
  { hash: 'bcrypt', check: 'password_verify', header: '$2y$06$' },
  { hash: 'bcrypt', check: 'wordpress', header: '$wp$2y$05$' },
  { hash: 'argon2', check: 'password_verify', header: '$argon2id$v=19$m=2048,t=4,p=1$' },
  { hash: 'argon2', check: 'password_verify', header: '$argon2i$v=19$m=1024,t=2,p=2$' },
  { hash: 'crypt', check: 'crypt', header: '$1$' },
  { hash: 'crypt', check: 'crypt', header: '$5$' },
  { hash: 'crypt', check: 'crypt', header: '$6$rounds=2000$' },
  { hash: 'salted', check: 'salt:hash', header: 'md5:salt' },
  { hash: 'salted', check: 'salt:hash', header: 'sha256:salt:1' },
  { hash: 'salted', check: 'hash:salt', header: 'md5:salt', order: 'password-first' },
]
const python: readonly Login[] = [
  { hash: 'bcrypt', check: 'bcrypt', header: '$2b$05$' },
  { hash: 'bcrypt', check: 'django_bcrypt_sha256', header: 'bcrypt_sha256$$2b$05$' },
  { hash: 'phpass', check: 'phpass', header: '$P$9' },
  { hash: 'phpass', check: 'phpass', header: '$H$9' },
  { hash: 'drupal', check: 'drupal', header: '$S$9' },
  { hash: 'argon2', check: 'django_prefixed', header: 'argon2$argon2id$v=19$m=1024,t=2,p=1$' },
  { hash: 'pbkdf2', check: 'django_pbkdf2_sha256', header: 'pbkdf2_sha256$2000$' },
  { hash: 'pbkdf2', check: 'django_pbkdf2_sha1', header: 'pbkdf2_sha1$1000$' },
  { hash: 'pbkdf2', check: 'werkzeug', header: 'pbkdf2:sha256:1000$' },
  { hash: 'pbkdf2', check: 'pbkdf2_sha512', header: '$pbkdf2-sha512$1000$' },
  { hash: 'pbkdf2', check: 'classic_pbkdf2', header: 'sha256:1000:' },
  { hash: 'scrypt', check: 'django_scrypt', header: 'scrypt$2048$8$1' },
  { hash: 'scrypt', check: 'werkzeug', header: 'scrypt:1024:8:1' },
  { hash: 'scrypt', check: 'scrypt', header: '$scrypt$ln=10,r=8,p=1' },
  { hash: 'crypt', check: 'apr_md5_crypt', header: '$apr1$' },
  { hash: 'aspnet', check: 'aspnet', header: 'AQAAAAEAACcQAAAA' },
  { hash: 'ssha', check: 'ldap_salted_sha1' },
  { hash: 'ssha', check: 'ldap_salted_sha256', header: '{SSHA256}' },
  { hash: 'ssha', check: 'ldap_salted_md5', header: '{SMD5}' },
  { hash: 'ssha', check: 'ldap_sha1', header: '{SHA}' },
  { hash: 'salted', check: 'django_salted_sha1', header: 'sha1$salt$' },
]

function storedForms(logins: readonly Login[]) {
  return logins.flatMap(({ check, ...options }) =>
    passwords.map((value) => [check, value, hashPassword({ subkey }, { ...options, value })] as const),
  )
}

function isThere(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args).status === 0
}

function answers(command: string, script: string, asked: readonly unknown[]): unknown {
  const { stdout, stderr } = spawnSync(command, [new URL(script, import.meta.url).pathname], {
    input: JSON.stringify(asked),
    encoding: 'utf8',
  })
  return stderr === '' ? JSON.parse(stdout) : stderr
}

const hasPhp = isThere('php', '-r', 'exit(defined("PASSWORD_ARGON2ID") ? 0 : 1);')
const pythons = ['python3', '/usr/bin/python3'].filter((command) =>
  isThere(command, '-c', 'import passlib, argon2, bcrypt'),
)

describe('the staging password opens the application', () => {
  it.skipIf(!hasPhp)(`by PHP’s own checks${hasPhp ? '' : ' (skipped: there is no php with Argon2)'}`, () => {
    const asked = storedForms(php)
    expect(answers('php', 'logins/check.php', asked)).toEqual(asked.map(() => true))
    const wrong = asked.map(([check, value, stored]) => [check, `${value}!`, stored])
    expect(answers('php', 'logins/check.php', wrong)).toEqual(asked.map(() => false))
  })

  it.skipIf(pythons.length === 0)(
    `by the checks of Python frameworks and of passlib${pythons.length > 0 ? '' : ' (skipped: no python3 with passlib, argon2 and bcrypt)'}`,
    () => {
      const asked = storedForms(python)
      expect(answers(pythons[0]!, 'logins/check.py', asked)).toEqual(asked.map(() => true))
    },
  )

  it('by checks that are at hand everywhere: bcrypt with every label, digests with a salt beside them', () => {
    for (const label of ['$2a$', '$2b$', '$2y$']) {
      const stored = hashPassword({ subkey }, { value: passwords[0], header: `${label}06$` })
      expect(stored.startsWith(label) && bcryptjs.compareSync(passwords[0]!, stored)).toBe(true)
    }
    const beside = (hash: string, order: string) =>
      hashPassword({ subkey }, { value: 'open', hash, salt: 'pepper', order })
    expect(beside('sha256', 'salt-first')).toBe(createHash('sha256').update('pepperopen').digest('hex'))
    expect(beside('md5', 'password-first')).toBe(createHash('md5').update('openpepper').digest('hex'))
  })
})

describe('a scheme', () => {
  it('reads its own hashes: the header that was given, and as long as was said', () => {
    for (const { check, ...options } of [...php, ...python]) {
      const scheme = schemes.get(options.hash)!
      const header = options.header ?? scheme.standardHeader
      const stored = hashPassword({ subkey }, { ...options, value: passwords[0] })
      const found = [...schemes.values()].filter(({ headerOf }) => headerOf(stored) !== null).map(({ name }) => name)
      expect([check, found, scheme.headerOf(stored), stored.length]).toEqual([
        check,
        [options.hash],
        header,
        scheme.lengthOf(header),
      ])
      expect(scheme.takes(header)).toBe(true)
    }
  })

  it('lowers costs that take seconds, and takes no higher ones', () => {
    const costly: Readonly<Record<string, readonly [string, string]>> = {
      bcrypt: [`$2y$15$${'a'.repeat(53)}`, '$2y$12$'],
      argon2: ['$argon2id$v=19$m=1048576,t=99,p=8$c2FsdHNhbHQ$aGFzaGhhc2g', '$argon2id$v=19$m=65536,t=10,p=4$'],
      pbkdf2: ['pbkdf2_sha256$9000000$salt$aGFzaA==', 'pbkdf2_sha256$1000000$'],
      scrypt: ['scrypt:1048576:8:1$salt$aa', 'scrypt:65536:8:1'],
      crypt: [`$6$rounds=9999999$salt$${'a'.repeat(86)}`, '$6$rounds=200000$'],
      phpass: [`$P$S${'a'.repeat(30)}`, '$P$E'],
    }
    for (const [name, [stored, header]] of Object.entries(costly)) {
      const scheme = schemes.get(name)!
      expect([name, scheme.headerOf(stored), scheme.takes(header)]).toEqual([name, header, true])
    }
    expect(schemes.get('bcrypt')!.takes('$2y$15$')).toBe(false)
    expect(schemes.get('argon2')!.takes('$argon2id$v=19$m=1048576,t=4,p=1$')).toBe(false)
    expect(schemes.get('scrypt')!.takes('scrypt:1048576:8:1')).toBe(false)
  })
})

describe('accounts that nobody can log in to', () => {
  it('stay so where a mark says it, and no real hash is left', () => {
    const masker = createMasker({ mask: 'password', options: { value: 'open', hash: 'md5' } })
    const hash = createHash('md5').update('open').digest('hex')
    const stored = ['!', '!9f3c', '*', '*LK*', '*94BDCEBE19083CE2A1F959FD02F964C7AF4CFC29', 'locked', hash]
    expect(stored.map((value) => maskOne(masker, value))).toEqual(['!', '!', '*', '*LK*', hash, hash, hash])
    expect(new Set(maskColumn(['a', 'b'], { mask: 'password', options: { value: 'open' } })).size).toBe(1)
  })
})
