import { setTimeout as pause } from 'node:timers/promises'
import { residentMegabytes } from '../../bench/process-tree.ts'
import type { Kind, Trial } from '../case.ts'
import { type Aside, aside } from '../lane/aside.ts'
import { planted } from '../lane/fixture.ts'
import type { Ending } from '../lane/program.ts'
import { sql } from '../lane/sql.ts'

const family = 'Resources'
const mostMegabytes = 1024
const tables = 500

export const resourceKinds: readonly Kind[] = [
  kindOf(`${tables} tables`, async ({ lane }, wide) => {
    const names = Array.from({ length: tables }, (_, at) => `t${at}`)
    await wide.make(
      `version: 1\nlocale: en\ntables:\n${names.map((name) => `  ${name}: { id: keep, person: full_name, mail: email, note: { mask: free_text, mode: replace } }\n`).join('')}`,
    )
    const { url } = lane.servers.source
    await sql(
      `${url}/wide`,
      ...names.flatMap((name) => [
        `CREATE TABLE ${name} (id INT PRIMARY KEY, person VARCHAR(90), mail VARCHAR(190), note TEXT, KEY person (person))`,
        `INSERT INTO ${name} WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 20) SELECT i, CONCAT('${planted} P', i), CONCAT('m', i, '@${planted}.example.org'), '${planted} came by' FROM n`,
      ]),
    )
  }),
  kindOf('a row of 60 MB', async ({ lane }, wide) => {
    await wide.make(
      'version: 1\nlocale: en\ntables:\n  big: { id: keep, person: full_name, body: { keep: "a film" } }\n',
    )
    await sql(
      `${lane.servers.source.url}/wide`,
      'CREATE TABLE big (id INT PRIMARY KEY, person VARCHAR(90), body LONGTEXT)',
      `INSERT INTO big VALUES (1, '${planted} Actor', 'short'), (2, '${planted} Actress', REPEAT('film of a sea ', 4400000))`,
    )
  }),
]

function kindOf(name: string, fill: (trial: Trial, wide: Aside) => Promise<void>): Kind {
  return {
    family,
    name: `memory with ${name}`,
    expects: { ownWords: true },
    strike: async (trial) => {
      const { url } = trial.lane.servers.source
      const wide = aside(trial, 'wide')
      await sql(url, 'DROP DATABASE IF EXISTS wide', 'CREATE DATABASE wide CHARACTER SET utf8mb4')
      await fill(trial, wide)
      const { ending, megabytes } = await measured(wide)
      trial.tell(`${Math.round(megabytes)} MB, ${Math.round(ending.seconds)} s`)
      if (ending.code !== 0) trial.blame('it did not publish')
      if (megabytes > mostMegabytes) trial.blame(`it took ${Math.round(megabytes)} MB`)
      return ending
    },
  }
}

async function measured(wide: Aside): Promise<{ ending: Ending; megabytes: number }> {
  const program = wide.start()
  let [megabytes, going] = [0, true]
  void program.ended.then(() => {
    going = false
  })
  while (going) {
    megabytes = Math.max(megabytes, residentMegabytes(program.pid))
    await pause(100)
  }
  return { ending: await program.ended, megabytes }
}
