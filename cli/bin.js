#!/usr/bin/env node
// The installed command, in JavaScript because Node strips no types inside node_modules: it runs what `npm run build` bundled, or the
// sources where they are at hand.
import { existsSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'

const oldest = [24, 7]
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
  process.stderr.write(`nightmask: needs Node ${oldest.join('.')} or later; this is ${process.version}.\n`)
  process.exitCode = 2
} else {
  // Compiled code is kept for the next start, which it halves. Beside the code itself, because whoever can write there can run code
  // here: not in the system's folder for temporary files, which is everybody's. Before any TypeScript: a single file that was not
  // kept loads the program that strips types.
  enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/nightmask', import.meta.url)))
  // Without a young generation that grows, in any thread: it doubles while modules are loaded, which stay, and memory that is touched for the
  // first time costs more than to collect a small one more often. V8 reads this one setting each time that it would grow.
  setFlagsFromString('--semi-space-growth-factor=1')
  const source = new URL('./main.ts', import.meta.url)
  const program = existsSync(source) ? source : new URL('../dist/cli/main.js', import.meta.url)
  await import(program.href)
}
