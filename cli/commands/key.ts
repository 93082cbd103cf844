import { createPublicKey } from 'node:crypto'
import { defaultKeyFile, readKeyFile, writeKeyFile } from '../../shared/adapters/secrets/key-file.ts'
import type { Answer, Session } from '../answer.ts'
import { derivedSigner } from '../run/signer.ts'
import { entry } from '../summary/sections.ts'

/** Makes a pseudonym key in a new file; throws UsageError when the file is there. The key itself is never shown. */
export async function runKeyNew(flags: { readonly keyFile?: string }, _session?: Session): Promise<Answer> {
  const keyFile = flags.keyFile ?? defaultKeyFile
  const { id } = await writeKeyFile(keyFile)
  return {
    json: { keyFile, keyId: id },
    lines: (look) => [
      `${look.paint('green', 'Made')} the pseudonym key ${look.paint('bold', id)}.`,
      ...entry('File', keyFile, look),
      ...entry('Keep', 'a copy in a safe place and nowhere near staging. Another key means other pseudonyms.', look),
      ...entry('Next', 'nightmask doctor, which asks both databases for what a run needs', look),
    ],
    failure: null,
  }
}

/** The public key as PEM: for reviewers, who get nothing secret. */
export async function runKeyPublic(flags: { readonly keyFile?: string }, _session?: Session): Promise<Answer> {
  const { id, publicKey } = derivedSigner(await readKeyFile(flags.keyFile ?? defaultKeyFile))
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
  const pem = key.export({ format: 'pem', type: 'spki' }).toString()
  return { json: { keyId: id, publicKey: pem }, lines: () => pem.trimEnd().split('\n'), failure: null }
}
