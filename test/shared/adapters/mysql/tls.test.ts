import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EmbeddedServer } from '../../../../shared/adapters/embedded/embedded-server.ts'
import { findProgram, findServer } from '../../../../shared/adapters/embedded/find-server.ts'
import { startPrivateServer } from '../../../../shared/adapters/embedded/private-server.ts'
import { trustFor } from '../../../../shared/adapters/mysql/shadow/trust.ts'
import { openWire } from '../../../../shared/adapters/mysql/wire/connect.ts'
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

  it('and an authority that cannot be read is a wrong URL', async () => {
    await expect(openWire(at('localhost', '/?ssl-ca=/none.pem'), 'source')).rejects.toMatchObject({ kind: 'usage' })
  })

  it('that speaks no TLS is refused over the network', async () => {
    const plain = await startPrivateServer(program!, ['--skip-ssl'])
    try {
      await expect(openWire(plain.url.replace('127.0.0.1', '0.0.0.0'), 'source')).rejects.toThrow('speaks no TLS')
    } finally {
      await plain.stop()
    }
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
    expect(trust).toMatchObject({ rejectUnauthorized: true, verifyIdentity: true })
  })

  it.each(['rds.amazonaws.com.example.org', 'db.example.com', 'xrds.amazonaws.com'])(
    'in %s is that of Node',
    (host) => {
      expect(trustFor(parseDatabaseUrl(`mysql://u@${host}/shop`))).toEqual({
        rejectUnauthorized: true,
        verifyIdentity: true,
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
