// The fault matrix: nights that are disturbed in every way that we know, and an oracle that knows nothing of the program.
//   npm run faults -- [--server mariadb|mysql] [--kind PATTERN] [--sample N] [--rounds N] [--seed S] [--resume [--again]] [--changes] [--list]
//   npm run faults -- --within-publish 200
// It starts its own servers and writes docs/faults.md when the whole matrix was tried. With --changes every night that meets its fault
// brings a kept generation forward; without, each loads everything.

import { matrix } from './matrix.ts'
import { readOptions } from './options.ts'

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130))
process.exit(await matrix(readOptions(process.argv.slice(2))))
