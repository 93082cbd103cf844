import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Bundle, bundle } from '../../../infra/bundle.ts'

const cache = 'node_modules/.cache/nightmask-bundles'

/** The folder with the code of all functions, or of the task, as the stack deploys it. Made once for each state of the sources. */
export function bundled(name: Bundle): string {
  const folder = join(cache, `${name}-${digestOfSources()}`)
  if (existsSync(folder)) return folder
  mkdirSync(cache, { recursive: true })
  for (const name of readdirSync(cache)) forgetOld(join(cache, name))
  // Another test file may be at it too; the one that is ready first has made it for both.
  const own = mkdtempSync(`${folder}.`)
  bundle(name, own)
  if (existsSync(folder)) rmSync(own, { recursive: true })
  else renameSync(own, folder)
  return folder
}

function forgetOld(folder: string): void {
  if (Date.now() - statSync(folder).mtimeMs > 3_600_000) rmSync(folder, { recursive: true, force: true })
}

function digestOfSources(): string {
  // Workflows are no part of a bundle.
  const paths = ['shared', 'functions', 'cli', 'infra', ':!infra/workflow', 'package-lock.json']
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...paths], {
    encoding: 'utf8',
  })
  const hash = createHash('sha256')
  for (const file of files.trim().split('\n')) if (existsSync(file)) hash.update(`${file}\0`).update(readFileSync(file))
  return hash.digest('hex').slice(0, 16)
}
