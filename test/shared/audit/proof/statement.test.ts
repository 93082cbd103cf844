import { createPublicKey, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { preAuthenticated } from '../../../../shared/audit/proof/dsse.ts'
import { ed25519Signer, signRecord } from '../../../../shared/audit/proof/signature.ts'
import { attest, recordBytes, sha256Of, statementIn } from '../../../../shared/audit/proof/statement.ts'
import { proofProblems, proveTable, tablesRoot } from '../../../../shared/audit/proof/table-proof.ts'
import { sampleRecord } from '../sample-record.ts'

const key = ed25519Signer('k-1', Buffer.alloc(32, 7))
const other = ed25519Signer('k-2', Buffer.alloc(32, 8))

describe('the signed statement about a record and its page', async () => {
  const record = await signRecord(sampleRecord({ tablesRoot: tablesRoot(sampleRecord().tables) }), key)
  const envelope = await attest(record, '<p>page</p>', '2026/11/25/r', key)

  it('is encoded for signing as DSSE has it, by lengths in bytes', () => {
    expect(preAuthenticated('http://example.com/HelloWorld', Buffer.from('hello world')).toString()).toBe(
      'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
    )
    expect(preAuthenticated('é', Buffer.from('ü')).toString()).toBe('DSSEv1 2 é 2 ü')
  })

  it('is an in-toto statement that names both files by their digests, and what node:crypto verifies', () => {
    const { payload, payloadType, signatures } = envelope
    expect(payloadType).toBe('application/vnd.in-toto+json')
    const body = Buffer.from(payload, 'base64')
    expect(JSON.parse(body.toString())).toMatchObject({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [
        { name: '2026/11/25/r.json', digest: { sha256: sha256Of(recordBytes(record)) } },
        { name: '2026/11/25/r.html', digest: { sha256: sha256Of('<p>page</p>') } },
      ],
      predicateType: 'https://nightmask.invalid/audit-record/v1',
      predicate: { runId: record.runId, tables: { root: record.tablesRoot, size: 3 } },
    })
    const pae = `DSSEv1 ${payloadType.length} ${payloadType} ${body.length} ${body.toString()}`
    const spki = createPublicKey({ key: Buffer.from(key.publicKey, 'base64'), format: 'der', type: 'spki' })
    expect(verify(null, Buffer.from(pae), spki, Buffer.from(signatures[0]!.sig, 'base64'))).toBe(true)
  })

  it('opens under the key that signed, of its own type, and under nothing else', () => {
    expect(statementIn(envelope, record.signature!)?.predicate.runId).toBe(record.runId)
    const { algorithm } = record.signature!
    for (const wrong of [
      [envelope, { algorithm, publicKey: other.publicKey }],
      [{ ...envelope, payloadType: 'text/plain' }, record.signature!],
      [{ ...envelope, payload: Buffer.from('{}').toString('base64') }, record.signature!],
      [{ payload: 1 }, record.signature!],
      [null, record.signature!],
    ] as const)
      expect(statementIn(wrong[0], wrong[1])).toBeNull()
  })

  it('proves what a record says of one table without the figures of any other', () => {
    const proof = proveTable(record, 'users', envelope)!
    expect(proofProblems(proof, [key])).toEqual([])
    expect(JSON.stringify(proof)).not.toContain('audit_log')
    const told = (changed: object, keys = [key]) => proofProblems({ ...proof, ...changed }, keys).join()
    expect(told({ table: { ...proof.table, rowsRead: 1 } })).toContain('what it says of users is not what the record')
    expect(told({ index: 1 })).toContain('was changed')
    expect(told({ size: 4 })).toContain('was changed')
    expect(told({ runId: 'r-9' })).toContain(`its statement is about run ${record.runId}`)
    expect(told({}, [other])).toBe('it was signed with none of the keys that may sign')
    expect(told({ signedWith: { ...proof.signedWith, publicKey: other.publicKey } })).toContain('does not fit')
    expect(proveTable(record, 'nothing', envelope)).toBeNull()
  })
})
