import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { EmbeddedServer } from '../../../../shared/adapters/embedded/embedded-server.ts'
import { findProgram, findServer } from '../../../../shared/adapters/embedded/find-server.ts'
import { startPrivateServer } from '../../../../shared/adapters/embedded/private-server.ts'
import { openWire } from '../../../../shared/adapters/mysql/wire/connect.ts'
import { passwordFor } from '../../../../shared/adapters/mysql/wire/rds-token.ts'
import { trustFor } from '../../../../shared/adapters/mysql/wire/trust.ts'
import { parseDatabaseUrl } from '../../../../shared/adapters/mysql/wire/url.ts'

const path = process.env.PATH ?? ''
const program = findServer(path)
const openssl = findProgram('openssl', path.split(':'))
const folder = mkdtempSync(join(tmpdir(), 'nightmask-tls-'))
const file = (name: string) => join(folder, name)

describe.skipIf(!program || !openssl)('a server with a certificate of its own authority', () => {
  let server: EmbeddedServer
  beforeAll(async () => {
    for (const name of ['ours', 'theirs']) makeAuthority(name)
    makeCertificate('ours', 'localhost')
    server = await startPrivateServer(program!, [
      `--ssl-ca=${file('ours.pem')}`,
      `--ssl-cert=${file('server.pem')}`,
      `--ssl-key=${file('server.key')}`,
    ])
  })
  afterAll(async () => {
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  const at = (host: string, query = '') => server.url.replace('127.0.0.1', host) + query

  it('is believed when its authority is given, and what is read then goes over TLS', async () => {
    const wire = await openWire(at('localhost', `/?ssl-ca=${file('ours.pem')}`), 'plain')
    const [[, cipher] = []] = await wire.query("SHOW SESSION STATUS LIKE 'Ssl_cipher'")
    const [[long] = []] = await wire.query("SELECT REPEAT('x', 3000000)")
    wire.destroy()
    expect([cipher, long?.length]).toEqual([expect.stringMatching(/_/), 3_000_000])
  })

  it('is refused when another authority is given', async () => {
    await expect(openWire(at('localhost', `/?ssl-ca=${file('theirs.pem')}`), 'source')).rejects.toThrow(
      /^source localhost:\d+: the server's certificate is not accepted \(.*\); \?ssl-ca=\/path/,
    )
  })

  it('is refused over the network when no authority is given', async () => {
    // This address reaches the same machine and is not on its list of local ones.
    await expect(openWire(at('0.0.0.0'), 'source')).rejects.toThrow("the server's certificate is not accepted")
  })

  it('is refused under another name than that of its certificate', async () => {
    await expect(openWire(at('0x7f.1', `/?ssl-ca=${file('ours.pem')}`), 'source')).rejects.toThrow(
      'not accepted (Hostname/IP does not match',
    )
  })

  it('under another name is believed where the URL asks for its authority alone', async () => {
    const url = at('0x7f.1', `/?ssl-mode=verify-ca&ssl-ca=${file('ours.pem')}`)
    await expect(openWire(url, 'plain').then((wire) => wire.destroy())).resolves.toBeUndefined()
    await expect(openWire(at('0x7f.1', `/?ssl-mode=verify-ca&ssl-ca=${file('theirs.pem')}`), 'plain')).rejects.toThrow(
      'not accepted',
    )
  })

  it('is believed by its fingerprint, which the refusal of another tells', async () => {
    const other = openWire(at('0.0.0.0', `/?ssl-mode=pin&ssl-pin=${'0'.repeat(64)}`), 'source')
    const told = await other.then(String, (error: Error) => error.message)
    const [, fingerprint] = /has the SHA-256 fingerprint ([0-9a-f]{64}), and ssl-pin is another\./.exec(told) ?? []
    expect(fingerprint).toBe(certificate().fingerprint256.replaceAll(':', '').toLowerCase())
    for (const pin of [fingerprint!, certificate().fingerprint256]) {
      const wire = await openWire(at('0.0.0.0', `/?ssl-mode=pin&ssl-pin=${pin}`), 'plain')
      expect((await wire.query("SHOW SESSION STATUS LIKE 'Ssl_cipher'"))[0]![1]).toMatch(/_/)
      wire.destroy()
    }
  })

  it('is reached by its socket without a host, and needs no certificate there', async () => {
    const [[socket] = []] = await rows(server.url, 'SELECT @@socket')
    for (const url of [`mysql://root@/mysql?socket=${socket}`, `mariadb://root@db.example/mysql?socket=${socket}`])
      expect(await rows(url, "SELECT DATABASE(), @@hostname = ''")).toEqual([['mysql', '0']])
  })

  it('never sees the login of a URL that does not accept it', async () => {
    const failed = async () =>
      Number((await rows(server.url, "SHOW GLOBAL STATUS LIKE 'Aborted_connects_preauth'"))[0]?.[1] ?? 0)
    const before = await failed()
    const pinned = at('0.0.0.0', '/?ssl-mode=pin').replace('//root@', '//root:never-sent@')
    await expect(openWire(pinned, 'source')).rejects.toThrow('and the URL names no ssl-pin')
    await expect.poll(failed).toBeGreaterThan(before)
  })

  it('and an authority that cannot be read is a wrong URL', async () => {
    await expect(openWire(at('localhost', '/?ssl-ca=/none.pem'), 'source')).rejects.toMatchObject({ kind: 'usage' })
  })
})

it('a server that speaks no TLS is refused over the network', async () => {
  const server = createServer((client) => client.on('error', () => undefined).write(greetingWithoutTls()))
  await new Promise<void>((listening) => server.listen(0, '0.0.0.0', listening))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  await expect(openWire(`mysql://root@0.0.0.0:${port}`, 'source')).rejects.toThrow('speaks no TLS')
})

/** The first packet of a server (protocol 10) that has logins by plugins and no more. */
function greetingWithoutTls(): Buffer {
  const body = Buffer.concat([
    ...[Buffer.from('\n8.0.0\0\u0001\0\0\0saltsalt\0'), Buffer.from('00a20802000800', 'hex'), Buffer.from([21])],
    ...[Buffer.alloc(10), Buffer.from('saltsaltsalt\0mysql_native_password\0')],
  ])
  return Buffer.concat([Buffer.from([body.length, 0, 0, 0]), body])
}

function certificate(): X509Certificate {
  return new X509Certificate(readFileSync(file('server.pem')))
}

async function rows(url: string, sql: string) {
  const wire = await openWire(url, 'plain')
  try {
    return await wire.query(sql)
  } finally {
    wire.close()
  }
}

describe('a database URL', () => {
  it.each([
    [
      '?charset=utf8mb4',
      'has a parameter that nightmask does not know; it takes socket, ssl-mode, ssl-ca, ssl-pin, login',
    ],
    ['?ssl-mode=disabled', 'has an ssl-mode other than verify-full, verify-ca, pin'],
    ['?ssl-pin=00', 'has ssl-pin without ssl-mode=pin'],
    ['?ssl-mode=pin&ssl-pin=xyz', 'is not a SHA-256 fingerprint'],
    ['?ssl-mode=pin&ssl-ca=/ca.pem', 'has both ssl-mode=pin and ssl-ca'],
    ['?ssl-ca=/a.pem&ssl-ca=/b.pem', 'has the parameter ssl-ca twice'],
    ['?login=ldap', 'has a login other than rds-iam'],
    ['?login=rds-iam', 'has both login=rds-iam and a password'],
  ])('with %s is refused in a sentence without a part of it', (query, sentence) => {
    const parse = () => parseDatabaseUrl(`mysql://night:Xq7zzz@db.example/shop${query}`)
    expect(parse).toThrow(sentence)
    expect(parse).not.toThrow(/Xq7zzz|utf8mb4|db\.example/)
  })

  it('with login=rds-iam signs a token for its host, port and user', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
    onTestFinished(() => void vi.unstubAllEnvs())
    const url = parseDatabaseUrl('mysql://night@shop.abc.eu-central-1.rds.amazonaws.com:3307/shop?login=rds-iam')
    const token = new URL(`https://${await passwordFor(url, 'source')}`)
    expect(token.host).toBe('shop.abc.eu-central-1.rds.amazonaws.com:3307')
    expect(Object.fromEntries(token.searchParams)).toMatchObject({
      ...{ Action: 'connect', DBUser: 'night', 'X-Amz-Expires': '900' },
      'X-Amz-Credential': expect.stringContaining('/eu-central-1/rds-db/'),
    })
    const elsewhere = parseDatabaseUrl('mysql://night@db.example/shop?login=rds-iam')
    await expect(passwordFor(elsewhere, 'source db.example:3306')).rejects.toThrow(
      /^source db\.example:3306: login=rds-iam needs/,
    )
  })
})

describe('trust', () => {
  it('in hosts of RDS is in the authorities of RDS, of every region and not expired', () => {
    const trust = trustFor(parseDatabaseUrl('mysql://u@shop.cluster-abc.eu-central-1.rds.amazonaws.com/shop'))!
    const authorities = (trust.ca as string[]).map((pem) => new X509Certificate(pem))
    const ofRegion = authorities.filter(({ subject }) => subject.includes('Amazon RDS eu-central-1 Root CA'))
    expect(ofRegion.length).toBeGreaterThanOrEqual(3)
    expect(
      ofRegion.filter(({ validTo }) => Date.parse(validTo) > Date.parse('2030-01-01')).length,
    ).toBeGreaterThanOrEqual(3)
    expect(trust).toMatchObject({ rejectUnauthorized: true, verifyIdentity: false })
  })

  it.each(['rds.amazonaws.com.example.org', 'db.example.com', 'xrds.amazonaws.com'])(
    'in %s is that of Node',
    (host) => {
      expect(trustFor(parseDatabaseUrl(`mysql://u@${host}/shop`))).toEqual({
        rejectUnauthorized: true,
        verifyIdentity: false,
      })
    },
  )

  it('is not needed on this machine', () => {
    expect(trustFor(parseDatabaseUrl('mysql://u@127.0.0.1/shop'))).toBeNull()
  })
})

function makeAuthority(name: string): void {
  run(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-subj',
    `/CN=${name}`,
    '-keyout',
    file(`${name}.key`),
    '-out',
    file(`${name}.pem`),
  )
}

function makeCertificate(authority: string, host: string): void {
  writeFileSync(file('names'), `subjectAltName=DNS:${host}`)
  run(
    'req',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-subj',
    `/CN=${host}`,
    '-keyout',
    file('server.key'),
    '-out',
    file('server.csr'),
  )
  run(
    'x509',
    '-req',
    '-in',
    file('server.csr'),
    '-CA',
    file(`${authority}.pem`),
    '-CAkey',
    file(`${authority}.key`),
    '-CAcreateserial',
    '-days',
    '2',
    '-extfile',
    file('names'),
    '-out',
    file('server.pem'),
  )
}

function run(...args: string[]): void {
  execFileSync(openssl!, args, { stdio: 'ignore' })
}
