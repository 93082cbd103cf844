import { join } from 'node:path'
import { expect, it } from 'vitest'
import { doctor } from '../../cli/commands/doctor.ts'
import { runKeyNew } from '../../cli/commands/key.ts'
import { plainLook } from '../../cli/display/look.ts'
import { silentProgress } from '../../cli/progress.ts'
import { freshFolder } from '../e2e/nightmask.ts'
import { createDocumentedUsers } from '../setup/documented-users.ts'
import { describeEachServer, freshDatabase, runSql } from '../setup/servers.ts'

const session = { progress: silentProgress, signal: new AbortController().signal }

describeEachServer('nightmask doctor', (server) => {
  it('finds nothing in the way of the documented users, then names what was taken from them', async () => {
    const [source, staging] = [await freshDatabase(server, 'doca'), await freshDatabase(server, 'docb')]
    const { login } = await createDocumentedUsers(server, source.name, staging.name)
    const folder = freshFolder()
    await runKeyNew({ keyFile: join(folder, 'key') })
    const flags = {
      source: login(source.url, 'reader'),
      staging: login(staging.url, 'writer'),
      keyFile: join(folder, 'key'),
      artifacts: `file:${folder}`,
    }
    const well = await doctor(flags, session)
    expect(well.failure).toBeNull()
    const writer = `writer_${staging.name.slice(-8)}@'%'`
    await runSql(server.url, `REVOKE DROP ON \`${staging.name}\`.* FROM ${writer}; DROP DATABASE \`${source.name}\``)
    const ill = await doctor({ ...flags, keyFile: join(folder, 'none') }, session)
    const lines = ill.lines(plainLook(400)).join('\n')
    expect(lines).toMatch(
      new RegExp(`✗ The user \`writer_\\w+\`@\`%\` lacks DROP: .*\n    GRANT DROP ON \`${staging.name}\``),
    )
    expect(lines).toMatch(/✗ There is no database t_doca_\w+, or this user may not see it\./)
    expect(lines).toMatch(/✗ .*none: /)
    expect(ill.failure?.message).toMatch(/^\d things stand in the way of a run/)
    expect(lines).not.toContain('secret')
  })

  it('of a source alone asks nothing else', async () => {
    const { url } = await freshDatabase(server, 'doca')
    const { json, failure } = await doctor({ source: url }, session)
    expect([Object.keys((json as { diagnoses: object }).diagnoses), failure]).toEqual([['source'], null])
  })
})
