// How well `init` tells personal columns from harmless ones, over the labelled schemas of schemas/.
//   npm run bench:detection -- [name …]
// Server: NIGHTMASK_TEST_MARIADB_URL, or a private one that is started here.

import { startEmbeddedServer } from '../../shared/adapters/embedded/embedded-server.ts'
import { openWire } from '../../shared/adapters/mysql/wire/connect.ts'
import { draftLabelled, labelledSchemas } from './draft-labelled.ts'
import { measure, precision, recall, type Score } from './measure.ts'

const wanted = process.argv.slice(2)
const server = process.env.NIGHTMASK_TEST_MARIADB_URL
  ? { url: process.env.NIGHTMASK_TEST_MARIADB_URL, stop: async () => {} }
  : await startEmbeddedServer(console.error, [])
try {
  const scores: Score[] = []
  for (const [name, labelled] of labelledSchemas()) {
    if (wanted.length > 0 && !wanted.includes(name)) continue
    const database = `detection_${name.replaceAll('-', '_')}`
    await sql(`DROP DATABASE IF EXISTS ${database}`, `CREATE DATABASE ${database} CHARACTER SET utf8mb4`)
    const { draft } = await draftLabelled(`${server.url}/${database}`, database, labelled)
    const score = measure(labelled.labels, draft)
    scores.push(score)
    report(`${name} (${labelled.language}, ${labelled.labels.length} columns)`, [score])
    list('harmless and masked', score.overreached)
    list('personal and kept', score.missed)
    if (wanted.length > 0) list('taken for another kind', score.misnamed)
    await sql(`DROP DATABASE ${database}`)
  }
  report('all', scores)
} finally {
  await server.stop()
}

async function sql(...statements: string[]): Promise<void> {
  const wire = await openWire(server.url, 'plain')
  try {
    for (const statement of statements) await wire.query(statement)
  } finally {
    wire.close()
  }
}

function report(name: string, scores: readonly Score[]): void {
  console.log(`${name.padEnd(50)} precision ${precision(scores).toFixed(3)}  recall ${recall(scores).toFixed(3)}`)
}

function list(title: string, columns: readonly string[]): void {
  for (const column of columns) console.log(`  ${title}: ${column}`)
}
