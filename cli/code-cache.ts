import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

/**
 * Keeps compiled code for the next start, which it halves. Beside the code itself, because whoever can write there can run code
 * here: not in the system's folder for temporary files, which is everybody's.
 */
export function cacheCode(): void {
  enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/nightmask', import.meta.url)))
}
