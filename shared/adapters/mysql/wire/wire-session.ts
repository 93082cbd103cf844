/** What a connection is for: reading rows as they are stored, writing them, or asking for text. */
export type WireRole = 'source' | 'staging' | 'plain'

/** The statements that prepare a session, so that nothing the server's own settings say changes what we read or write. */
export function sessionStatements(role: WireRole): string[] {
  return [
    `SET ${Object.entries({ ...every, ...(role === 'staging' ? writing : {}) })
      .map(([name, value]) => `SESSION ${name} = ${value}`)
      .join(', ')} ${statementTimeLimits}${role === 'source' ? '' : oldKeys}`,
    'SET NAMES utf8mb4',
    // Rows travel in the character set in which they are stored; only control connections want text.
    ...(role === 'plain' ? [] : ['SET SESSION character_set_results = NULL']),
    ...(role === 'source' ? reading : []),
  ]
}

/** What a session would like to have and can do without: MySQL lets administrators only set it, and on RDS nobody is one. */
export function wishedStatements(role: WireRole): string[] {
  if (role !== 'staging') return []
  return [
    // Every warning of a load is looked at: some are harmless. Of those beyond the server's own number none can be shown.
    'SET SESSION max_error_count = 65535',
    // Production may keep a table whose options a strict server refuses to make, such as ROW_FORMAT=FIXED.
    'SET SESSION innodb_strict_mode = 0',
  ]
}

/**
 * Says nothing, in a packet of the size in which rows shall be sent: a server gathers them in a buffer of 16 KB that grows with the longest packet
 * it has been sent, and stays so. To write, to wake up and to read for each 16 KB takes both sides longer than the rows. It drops the spaces unread.
 */
export function roomForRows(packetBytes: number): string {
  return 'DO 0'.padEnd(Math.min(rowsAtOnceBytes, packetBytes))
}

const rowsAtOnceBytes = 1 << 18

/** Long enough for the other half of the pipeline to be slower; TCP keep-alive finds the dead. */
export const waitSeconds = 28_800
const lockSeconds = 30

const every = {
  time_zone: "'+00:00'",
  // Neither strict nor without escapes, and no date is too odd to keep: what production stored is stored again.
  sql_mode: "'NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION,ALLOW_INVALID_DATES'",
  sql_quote_show_create: '1',
  autocommit: '1',
  // A server-wide limit on the rows of a SELECT would shorten tables without a word.
  sql_select_limit: '18446744073709551615',
  sql_big_selects: '1',
  sql_auto_is_null: '0',
  wait_timeout: String(waitSeconds),
  net_read_timeout: String(waitSeconds),
  net_write_timeout: String(waitSeconds),
  lock_wait_timeout: String(lockSeconds),
  innodb_lock_wait_timeout: String(lockSeconds),
}

const writing = { foreign_key_checks: '0', unique_checks: '1' }

// Server-wide limits on a statement's time; each family skips the other's name.
const statementTimeLimits =
  '/*!50708 , SESSION max_execution_time = 0 */ /*M!100100 , SESSION max_statement_time = 0 */'

// Keys to columns that are no unique key are refused by MySQL 8.4 and later (6125), but production may have them.
const oldKeys = ' /*!80400 , SESSION restrict_fk_on_non_standard_key = OFF */'

const reading = ['SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ', 'SET SESSION TRANSACTION READ ONLY']
