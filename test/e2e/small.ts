import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeKeyFile } from '../../shared/adapters/secrets/key-file.ts'
import { freshDatabase, runSql, type TestServer } from '../setup/servers.ts'
import { freshFolder, runFlags } from './nightmask.ts'
import type { ShopRun } from './shop.ts'

const tables = `CREATE TABLE members (id INT PRIMARY KEY, name VARCHAR(60) NOT NULL, joined DATE NOT NULL);
  INSERT INTO members VALUES (1, 'Wilhelmina Okonkwo-Ferreira', '2020-02-03'), (2, 'Bartholomew Szczepaniak', '2021-04-05')`

const policy = `version: 1
locale: en
tables:
  members:
    id: keep
    name: full_name
    joined: keep
`

/** Two rows as production, an empty staging, a policy and a key: for what does not depend on the data. */
export async function freshSmall(server: TestServer): Promise<ShopRun> {
  const folder = freshFolder()
  const source = await freshDatabase(server, 'small')
  const staging = await freshDatabase(server, 'stage')
  await runSql(source.url, tables)
  await writeKeyFile(join(folder, 'key'))
  writeFileSync(join(folder, 'policy.yaml'), policy)
  return { source, staging, folder, flags: runFlags(source.url, staging.url, folder) }
}
