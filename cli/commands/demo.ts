import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startEmbeddedServer } from '../../shared/adapters/embedded/embedded-server.ts'
import { openWire } from '../../shared/adapters/mysql/wire/connect.ts'
import type { Answer, Session } from '../answer.ts'
import { wrap } from '../display/columns.ts'
import { unlessInterrupted } from '../interruption.ts'
import { type BeforeAfter, beforeAfterLines } from '../summary/before-after.ts'
import { section } from '../summary/sections.ts'
import { demoRows } from './demo-rows.ts'
import { runGenerate } from './generate.ts'
import { runKeyNew } from './key.ts'
import { run } from './run.ts'

const folder = join('.nightmask', 'demo')
const shop = fileURLToPath(new URL('../../examples/shop/', import.meta.url))
// In the checkout these are TypeScript files, started by npm.
const command = import.meta.url.endsWith('.ts') ? 'npm run nightmask --' : 'nightmask'
const sizes = { users: 2000, products: 300, orders: 9000, reviews: 3000, seed: 7 }

/** The whole way on a database of its own that is gone afterwards; key and audit record stay in .nightmask/demo. */
export async function demo(session: Session): Promise<Answer> {
  const { progress, signal } = session
  progress.step('database', null)
  const server = await startEmbeddedServer((line) => progress.note(line))
  try {
    const flags = {
      config: join(shop, 'nightmask.yaml'),
      source: `${server.url}/shop`,
      staging: `${server.url}/shop_staging`,
      policy: join(shop, 'policy.yaml'),
      artifacts: `file:${folder}`,
      keyFile: join(folder, 'key'),
    }
    await unlessInterrupted(signal, prepare(server.url, flags, session))
    const answer = await run(flags, session)
    return answer.failure ? answer : withRows(answer, await demoRows(flags.source, flags.staging))
  } finally {
    await server.stop()
  }
}

async function prepare(url: string, flags: { source: string; keyFile: string }, session: Session): Promise<void> {
  const wire = await openWire(url, 'plain')
  for (const name of ['shop', 'shop_staging']) await wire.execute(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`)
  wire.close()
  await runGenerate({ target: flags.source, ...sizes }, session)
  // A key of an earlier demo stays: the records in its folder are signed with it.
  if (!existsSync(flags.keyFile)) await runKeyNew({ keyFile: flags.keyFile }, session)
}

function withRows(answer: Answer, rows: readonly BeforeAfter[]): Answer {
  return {
    ...answer,
    json: { ...(answer.json as object), beforeAfter: rows },
    lines: (look) => [
      ...section(
        'Before and after',
        '(this production is generated, so it may be shown)',
        beforeAfterLines(rows, look),
        look,
      ),
      ...answer.lines(look),
      ...wrap(
        'The databases of the demo are gone; the record and the key stay. To read the record as a page:',
        look.width,
      ),
      look.paint('cyan', `  ${command} audit open --artifacts file:${folder}`),
      '',
    ],
  }
}
