#!/usr/bin/env node
// The installed command, in JavaScript because Node strips no types inside node_modules: it runs what `npm run build` made, or the
// sources where they are at hand.
import { existsSync } from 'node:fs'

const oldest = [24, 7]
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
  process.stderr.write(`nightmask: needs Node ${oldest.join('.')} or later; this is ${process.version}.\n`)
  process.exitCode = 2
} else {
  const source = new URL('./main.ts', import.meta.url)
  const program = existsSync(source) ? source : new URL('../dist/cli/main.js', import.meta.url)
  const { cacheCode } = await import(new URL(`./code-cache${program.href.slice(-3)}`, program).href)
  cacheCode()
  await import(program.href)
}
