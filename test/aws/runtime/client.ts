import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The program that runs a handler under the Runtime API: arguments of node, and what it is called. */
export interface RuntimeClient {
  readonly name: 'aws-lambda-ric' | 'stand-in'
  readonly program: string
}

/** Where install-client.ts puts the official client. It is built from source, which takes minutes and cmake, so no `npm ci` does it. */
export const clientFolder = process.env.NIGHTMASK_RIC_DIR ?? '/var/tmp/nightmask-ric'

/** The official runtime interface client where it is installed, else a stand-in that speaks the same API. */
export function runtimeClient(): RuntimeClient {
  const official = join(clientFolder, 'node_modules/aws-lambda-ric/index.mjs')
  if (existsSync(official)) return { name: 'aws-lambda-ric', program: official }
  return { name: 'stand-in', program: fileURLToPath(new URL('stand-in-client.mjs', import.meta.url)) }
}
