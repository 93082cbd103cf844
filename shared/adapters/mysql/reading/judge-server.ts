import type { ServerFacts } from './probe-server.ts'

/** What was found of something that a night depends on; `passed` is null where it is only told, or could not be asked. */
export interface Finding {
  readonly passed: boolean | null
  readonly sentence: string
}

const smallestPacket = 16 * 1024 * 1024
const oldest = { mysql: [8, 0], mariadb: [10, 6] } as const

export function passed(sentence: string): Finding {
  return { passed: true, sentence }
}

/** Whether this is a server that nightmask is tested with. */
export function judgeVersion({ version }: Pick<ServerFacts, 'version'>): Finding {
  const family = /mariadb/i.test(version) ? 'mariadb' : 'mysql'
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10))
  const [oldestMajor, oldestMinor] = oldest[family]
  const isOld = major < oldestMajor || (major === oldestMajor && minor < oldestMinor)
  const name = family === 'mariadb' ? 'MariaDB' : 'MySQL'
  return isOld
    ? { passed: false, sentence: `It is ${name} ${version}; nightmask needs ${oldest[family].join('.')} or later.` }
    : passed(`It is ${name} ${version}.`)
}

/** The variables of staging's server that a night meets. */
export function judgeStagingVariables({ variables }: Pick<ServerFacts, 'variables'>): Finding[] {
  const on = (name: string) => /^(1|on)$/i.test(variables[name] ?? '')
  const packet = Number(variables.max_allowed_packet)
  return [
    on('local_infile')
      ? passed('local_infile is on.')
      : passed(
          'local_infile is off: rows go in by INSERT, two to three times slower. Set local_infile = 1 (on RDS in its parameter group).',
        ),
    {
      passed: packet >= smallestPacket,
      sentence: `max_allowed_packet is ${packet} bytes${packet >= smallestPacket ? '' : '; set it to 16 MiB or more, and to no less than the source has'}.`,
    },
    on('partial_revokes')
      ? {
          passed: false,
          sentence: 'partial_revokes is on: grants on patterns of schema names are not read. Turn it off.',
        }
      : passed('partial_revokes is off.'),
  ]
}
