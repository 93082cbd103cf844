import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Trial } from '../case.ts'
import { Program } from './program.ts'
import type { Server } from './server.ts'
import { quote, sql } from './sql.ts'

/** A database and a staging beside the lane's own, for nights that need other tables. */
export interface Aside {
  readonly stagingUrl: string
  /** Empties both and writes the policy; everything goes when the case is mended. */
  make(policy: string): Promise<void>
  /** A run of it, past the relays. */
  start(...more: string[]): Program
}

export function aside({ lane, mend }: Trial, name: string, { source = lane.servers.source as Server } = {}): Aside {
  const { staging } = lane.servers
  const folder = join(lane.folder, name)
  const policyFile = join(folder, 'policy.yaml')
  const drop = async () => {
    await sql(source.url, `DROP DATABASE IF EXISTS ${quote(name)}`).catch(() => undefined)
    const schemas = await sql(
      staging.url,
      `SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE '${name}\\_staging%'`,
    )
    for (const [schema] of schemas) await sql(staging.url, `DROP DATABASE ${quote(schema!)}`)
    rmSync(folder, { recursive: true, force: true })
  }
  return {
    stagingUrl: `${staging.url}/${name}_staging`,
    async make(policy) {
      mend(drop)
      mkdirSync(folder, { recursive: true })
      writeFileSync(policyFile, policy)
      await sql(staging.url, `CREATE DATABASE ${quote(`${name}_staging`)} CHARACTER SET utf8mb4`)
    },
    start(...more) {
      const urls = ['--source', `${source.url}/${name}`, '--staging', `${staging.url}/${name}_staging`]
      const files = ['--policy', policyFile, '--artifacts', join(folder, 'artifacts'), '--key-file', lane.keyFile]
      return new Program(['run', ...urls, ...files, ...more])
    },
  }
}
