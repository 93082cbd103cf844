import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { type Bundle, bundle, bundleCommand } from '../infra/bundle.ts'

const cache = 'node_modules/.cache/nightmask-bundles'
const day = 24 * 3600 * 1000

/** The folder with the code of all functions, or of the task, as the stack deploys it, or with the package. Made once for each state of the sources. */
export function bundled(name: Bundle | 'package'): string {
  const folder = join(cache, `${name}-${digestOfSources()}`)
  if (existsSync(folder)) {
    utimesSync(folder, new Date(), new Date())
    return folder
  }
  mkdirSync(cache, { recursive: true })
  for (const name of readdirSync(cache)) forgetOld(join(cache, name))
  // Another process may be at it too; the one that is ready first has made it for both.
  const own = mkdtempSync(`${folder}.`)
  if (name === 'package') makePackage(own)
  else bundle(name, own)
  if (existsSync(folder)) rmSync(own, { recursive: true })
  else renameSync(own, folder)
  return folder
}

/** What the installed command consists of, as `npm run build` and `npm pack` put it together. */
function makePackage(folder: string): void {
  for (const file of ['cli/bin.js', 'package.json']) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    copyFileSync(file, join(folder, file))
  }
  bundleCommand(join(folder, 'dist'))
  for (const name of ['examples', 'schemas']) symlinkSync(resolve(name), join(folder, 'dist', name))
}

function forgetOld(folder: string): void {
  if (Date.now() - statSync(folder).mtimeMs > day) rmSync(folder, { recursive: true, force: true })
}

function digestOfSources(): string {
  // Workflows are no part of a bundle.
  const paths = ['shared', 'functions', 'cli', 'infra', ':!infra/workflow', 'package.json', 'package-lock.json']
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...paths], {
    encoding: 'utf8',
  })
  const hash = createHash('sha256')
  for (const file of files.trim().split('\n')) if (existsSync(file)) hash.update(`${file}\0`).update(readFileSync(file))
  return hash.digest('hex').slice(0, 16)
}
