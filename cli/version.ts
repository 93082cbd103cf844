import { readFileSync } from 'node:fs'

/** The version in package.json, for the record of every run. */
export const toolVersion: string = readVersion()

function readVersion(): string {
  // cli/ in the checkout, dist/cli/ when installed.
  for (const path of ['../package.json', '../../package.json'])
    try {
      return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')).version
    } catch {
      // not here
    }
  return 'unknown'
}
