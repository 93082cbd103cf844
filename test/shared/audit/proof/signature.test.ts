import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { canonicalJson, digestOf } from '../../../../shared/audit/proof/canonical-json.ts'
import {
  ed25519Signer,
  hasValidSignature,
  publicKeyText,
  type Signature,
  type Signer,
  signRecord,
} from '../../../../shared/audit/proof/signature.ts'
import type { AuditRecord } from '../../../../shared/audit/record.ts'
import { sampleRecord } from '../sample-record.ts'

const local = ed25519Signer('k-1', createHash('sha256').update('a seed').digest())

const signers: [string, Signer][] = [
  ['Ed25519', local],
  ['KMS over P-256', ecdsa('ECDSA_SHA_256', 'prime256v1')],
  ['KMS over P-384', ecdsa('ECDSA_SHA_384', 'secp384r1')],
]

describe('the signature of a record', () => {
  it('uses the key pair of RFC 8032, test 1', () => {
    const rfcSeed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex')
    expect(Buffer.from(ed25519Signer('rfc', rfcSeed).publicKey, 'base64').subarray(-32).toString('hex')).toBe(
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    )
  })

  it.each(signers)('of %s holds however the JSON is laid out', async (_, signer) => {
    const signed = await signRecord(sampleRecord(), signer)
    const reordered = Object.fromEntries(Object.entries(JSON.parse(JSON.stringify(signed, null, 2))).reverse())
    expect(hasValidSignature(reordered as AuditRecord)).toBe(true)
  })

  it.each(signers)('of %s breaks with any change of the record, however deep', async (_, signer) => {
    const signed = await signRecord(sampleRecord(), signer)
    const changes = everyChange(signed)
    expect(changes.length).toBeGreaterThan(100)
    for (const change of changes) {
      const changed = structuredClone(signed)
      change(changed)
      expect([hasValidSignature(changed), JSON.stringify(changed)]).toEqual([false, expect.anything()])
    }
  })

  it('of one algorithm is none of another, and a key on another curve fits none', async () => {
    const signed = await signRecord(sampleRecord(), signers[1]![1])
    const named = (algorithm: Signature['algorithm']) => ({ ...signed, signature: { ...signed.signature!, algorithm } })
    expect([hasValidSignature(named('Ed25519')), hasValidSignature(named('ECDSA_SHA_384'))]).toEqual([false, false])
    const elsewhere = await signRecord(sampleRecord(), ecdsa('ECDSA_SHA_256', 'secp256k1'))
    expect(hasValidSignature(elsewhere)).toBe(false)
  })

  it('is not there, or no signature, without an exception', async () => {
    const signed = await signRecord(sampleRecord(), local)
    expect(hasValidSignature(sampleRecord())).toBe(false)
    for (const publicKey of ['', 'AAAA', '-----BEGIN'])
      expect(hasValidSignature({ ...signed, signature: { ...signed.signature!, publicKey } })).toBe(false)
  })
})

describe('canonical JSON', () => {
  it('is one text for one value: keys by code units, nothing between, the example of RFC 8785', () => {
    const value = {
      ...{ '\u20ac': 'Euro Sign', '\r': 'Carriage Return', '\ufb33': 'Hebrew', '1': 'One' },
      ...{ '\u{1f600}': 'Emoji', '\u0080': 'Control', '\u00f6': 'Latin' },
    }
    expect(Object.keys(JSON.parse(canonicalJson(value)) as object).sort()).toEqual(Object.keys(value).sort())
    expect([...canonicalJson(value).matchAll(/:"(\w+)/g)].map(([, word]) => word)).toEqual([
      ...['Carriage', 'One', 'Control', 'Latin', 'Euro', 'Emoji', 'Hebrew'],
    ])
  })

  it('keeps the digest of a record over reading and writing it', () => {
    expect(digestOf(JSON.parse(JSON.stringify(sampleRecord(), null, 4)))).toBe(digestOf(sampleRecord()))
  })
})

/** One change for each leaf of the record. */
function everyChange(record: AuditRecord): ((copy: AuditRecord) => void)[] {
  return leavesOf(record, []).map((path) => (copy) => {
    let parent = copy as unknown as Record<string, unknown>
    for (const key of path.slice(0, -1)) parent = parent[key] as Record<string, unknown>
    const last = path.at(-1)!
    parent[last] = typeof parent[last] === 'number' ? parent[last] + 1 : `${parent[last]}A`
  })
}

function leavesOf(value: unknown, path: readonly string[]): string[][] {
  if (typeof value !== 'object' || value === null) return [[...path]]
  return Object.entries(value).flatMap(([key, member]) => leavesOf(member, [...path, key]))
}

/** As KMS signs: a signature in DER over a digest. */
function ecdsa(algorithm: 'ECDSA_SHA_256' | 'ECDSA_SHA_384', namedCurve: string): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve })
  const hash = algorithm === 'ECDSA_SHA_256' ? 'sha256' : 'sha384'
  return {
    id: 'arn',
    sign: async (bytes) => ({
      ...{ algorithm, publicKey: publicKeyText(publicKey) },
      value: sign(hash, bytes, privateKey).toString('base64'),
    }),
  }
}
