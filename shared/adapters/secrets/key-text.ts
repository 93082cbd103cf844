import { randomBytes } from 'node:crypto'
import { UsageError } from '../../errors.ts'

const keyBytes = 32
// The words tell a reader and a secret scanner what this is; the number is the version of the form.
const prefix = 'nightmask-pseudonym-key-1:'

/** A new random master key in the text form that files and secrets hold. */
export function newKeyText(): string {
  return `${prefix}${randomBytes(keyBytes).toString('base64url')}\n`
}

/** The 32 bytes of a master key. Throws UsageError that names the place and shows no part of the text. */
export function parseKeyText(place: string, text: string): Uint8Array {
  const encoded = text.startsWith(prefix) ? text.slice(prefix.length).trimEnd() : ''
  const master = Buffer.from(/^[A-Za-z0-9_-]{43}$/.test(encoded) ? encoded : '', 'base64url')
  if (master.length === keyBytes) return master
  throw new UsageError(`${place} holds no pseudonym key of this version; \`nightmask key new\` makes one.`)
}
