import { readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'

/** The version in package.json, for the record of every run. */
export const toolVersion: string = readVersion()

// Above the sources in the checkout, and above what is made of them elsewhere.
function readVersion(): string {
  const file = findPackageJSON(import.meta.url)
  return file === undefined ? 'unknown' : JSON.parse(readFileSync(file, 'utf8')).version
}
