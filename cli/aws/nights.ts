import { nightTable } from './night-table.ts'

// npm run nights: the table of docs/operations.md, section 7.
process.stdout.write(`${nightTable().join('\n')}\n`)
