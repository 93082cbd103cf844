import { createHash } from 'node:crypto'

/** In hex; a text is digested as UTF-8. */
export function sha256Of(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}
