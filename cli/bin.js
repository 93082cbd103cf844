#!/usr/bin/env node
// The installed command. It is JavaScript, and runs what `npm run build` made: Node strips no types inside node_modules.
const oldest = 24
if (Number(process.versions.node.split('.')[0]) < oldest) {
  process.stderr.write(`nightmask: needs Node ${oldest} or later; this is ${process.version}.\n`)
  process.exitCode = 2
} else await import('../dist/cli/main.js')
