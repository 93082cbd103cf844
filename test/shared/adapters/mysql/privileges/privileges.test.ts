import { expect, it } from 'vitest'
import { serverFlavour } from '../../../../../shared/adapters/mysql/catalog/introspect.ts'
import { parseGrant, readGranted } from '../../../../../shared/adapters/mysql/privileges/granted.ts'
import { grantStatements, missing } from '../../../../../shared/adapters/mysql/privileges/missing.ts'
import { neededToRead, neededToWrite } from '../../../../../shared/adapters/mysql/privileges/needed.ts'
import { createLive } from '../../../../../shared/adapters/mysql/publishing/live.ts'
import { createSource } from '../../../../../shared/adapters/mysql/reading/source.ts'
import { openWire } from '../../../../../shared/adapters/mysql/wire/connect.ts'
import { MissingPrivilegesError } from '../../../../../shared/errors.ts'
import { createDocumentedUsers } from '../../../../setup/documented-users.ts'
import { describeEachServer, freshDatabase, runSql } from '../../../../setup/servers.ts'

describeEachServer('privileges', (server) => {
  it('taken away one by one are named, each with the statement that gives it back', async () => {
    const [source, staging] = [await freshDatabase(server, 'privs'), await freshDatabase(server, 'privt')]
    const { statements, login } = await createDocumentedUsers(server, source.name, staging.name)
    const needs = {
      // The document leaves it to the reader of a busy production.
      reader: neededToRead(await asked(server.url, serverFlavour), source.name).filter(
        ({ privilege }) => privilege !== 'LOCK TABLES',
      ),
      writer: neededToWrite(staging.name, staging.name, false),
    }
    const lacking = async (user: 'reader' | 'writer') => {
      const granted = await asked(login(server.url, user), readGranted)
      return grantStatements(missing(needs[user], granted), granted.user)
    }
    for (const statement of statements) {
      const [, list, on, account] = /^GRANT (.*) ON (.*) TO (.*);$/.exec(statement)!
      const user = account!.startsWith('reader') ? 'reader' : 'writer'
      for (const privilege of list!.split(', ')) {
        await runSql(server.url, `REVOKE ${privilege} ON ${on} FROM ${account}`)
        const told = await lacking(user)
        expect(told, `without ${privilege} on ${on}`).toEqual([
          expect.stringContaining(`GRANT ${privilege} ON ${on} TO `),
        ])
        await runSql(server.url, told[0]!)
        expect(await lacking(user)).toEqual([])
      }
    }
    // What is there by a role counts as what is there by itself.
    const role = `role_${staging.name.slice(-8)}`
    const reader = `reader_${staging.name.slice(-8)}@'%'`
    const activate =
      server.name === 'mysql' ? `SET DEFAULT ROLE ${role} TO ${reader}` : `SET DEFAULT ROLE ${role} FOR ${reader}`
    await runSql(
      server.url,
      `REVOKE TRIGGER ON \`${source.name}\`.* FROM ${reader}; CREATE ROLE ${role}; GRANT TRIGGER ON \`${source.name}\`.* TO ${role}; GRANT ${role} TO ${reader}; ${activate}`,
    )
    expect(await lacking('reader')).toEqual([])
    await runSql(server.url, `DROP ROLE ${role}`)
  })

  it('that are missing stop a run before it begins: nothing that a user may not see is left out in silence', async () => {
    const [source, staging] = [await freshDatabase(server, 'privs'), await freshDatabase(server, 'privt')]
    const { login } = await createDocumentedUsers(server, source.name, staging.name)
    const account = (user: string) => `${user}_${staging.name.slice(-8)}@'%'`
    await runSql(
      server.url,
      `REVOKE TRIGGER ON \`${source.name}\`.* FROM ${account('reader')}; REVOKE CREATE VIEW ON \`${staging.name}\`.* FROM ${account('writer')}`,
    )
    const reading = asked(login(source.url, 'reader'), (wire) =>
      createSource(wire, wire, source.name, 'here').introspect(),
    )
    await expect(reading).rejects.toMatchObject({
      message: expect.stringMatching(
        /^source here: the user `reader_\w+`@`%` lacks TRIGGER on `\w+`\.\*: triggers are not seen/,
      ),
      statements: [expect.stringMatching(/^GRANT TRIGGER ON `\w+`\.\* TO `reader_\w+`@`%`;$/)],
    })
    const live = createLive({
      open: () => openWire(login(staging.url, 'writer'), 'plain', { multiStatements: true }),
      ...{ database: staging.name, nightly: staging.name, address: 'here', keepTables: [], updates: true },
      claimant: { kind: 'process', name: 'test' },
    })
    // A user whom the server does not let into the database at all.
    for (const [user, role, { name, url }] of [
      ['reader', 'source', staging],
      ['writer', 'staging', source],
    ] as const)
      await expect(openWire(login(url, user), role)).rejects.toMatchObject({
        message: expect.stringMatching(/^(source|staging) .*: the user `\w+`@`%` lacks SELECT, /),
        statements: expect.arrayContaining([
          expect.stringMatching(`^GRANT SELECT, .* ON \`${name}\`\\.\\* TO \`${user}_`),
        ]),
      })
    const nobody = { serverId: '', version: '', database: '', address: '' }
    const proving = live.prove(nobody, []).finally(() => live.close())
    await expect(proving).rejects.toThrow(MissingPrivilegesError)
    await expect(proving).rejects.toMatchObject({
      statements: [
        expect.stringMatching(/^GRANT CREATE VIEW, UPDATE ON `t_privt_\w+`\.\* TO/),
        expect.stringMatching(/^GRANT UPDATE ON `t\\_privt\\_\w+\\_%`\.\* TO/),
      ],
    })
  })
})

it.each([
  ['GRANT SELECT, SHOW VIEW ON `a``b`.* TO `u`@`%` WITH GRANT OPTION', 'a`b', null, ['SELECT', 'SHOW VIEW']],
  ['GRANT SELECT (`x`, `y`), INSERT ON `d`.`t` TO `u`@`%`', 'd', 't', ['INSERT']],
  ['GRANT ALL PRIVILEGES ON *.* TO `u`@`localhost` IDENTIFIED VIA unix_socket', null, null, ['ALL PRIVILEGES']],
])('a line of SHOW GRANTS is read: %s', (line, database, table, privileges) => {
  expect(parseGrant(line)).toEqual([{ privileges: new Set(privileges), database, table, isRevoked: false }])
})

it.each([
  'GRANT `role`@`%` TO `u`@`%`',
  "GRANT PROXY ON ''@'' TO 'u'@'%'",
  'GRANT EXECUTE ON FUNCTION `d`.`f` TO `u`@`%`',
])('no privilege on tables is read of %s', (line) => {
  expect(parseGrant(line)).toEqual([])
})

async function asked<Result>(url: string, ask: (wire: Awaited<ReturnType<typeof openWire>>) => Promise<Result>) {
  const wire = await openWire(url, 'plain')
  try {
    return await ask(wire)
  } finally {
    wire.close()
  }
}

it('to see routines is SELECT on the whole server before SHOW_ROUTINE came', () => {
  const routines = (version: string) =>
    neededToRead({ family: 'mysql', version }, 'shop').find(({ without }) => without.includes('functions'))?.privilege
  expect([routines('8.0.19'), routines('8.0.20'), routines('8.4.3-log')]).toEqual([
    'SELECT',
    'SHOW_ROUTINE',
    'SHOW_ROUTINE',
  ])
})
