import type { Wire } from '../wire/wire.ts'

/** What a server is and how it is set, as far as a night depends on it. */
export interface ServerFacts {
  readonly version: string
  /** Cipher of this connection, null where it is not encrypted. */
  readonly cipher: string | null
  readonly variables: Readonly<Record<string, string>>
}

const asked = [
  'local_infile',
  'log_bin',
  'log_bin_trust_function_creators',
  'partial_revokes',
  'max_allowed_packet',
  'sql_mode',
  'event_scheduler',
  'read_only',
  'require_secure_transport',
  'lower_case_table_names',
]

/** Reads version, encryption and variables; one that a server does not have is left out. */
export async function probeServer(wire: Wire): Promise<ServerFacts> {
  const [[version] = []] = await wire.query('SELECT VERSION()')
  const [[, cipher] = []] = await wire.query("SHOW SESSION STATUS LIKE 'Ssl_cipher'")
  const names = asked.map((name) => `'${name}'`).join(', ')
  const rows = await wire.query(`SHOW GLOBAL VARIABLES WHERE variable_name IN (${names})`)
  return {
    version: version ?? '',
    cipher: cipher ? cipher : null,
    variables: Object.fromEntries(rows.map(([name, value]) => [name?.toLowerCase() ?? '', value ?? ''])),
  }
}
