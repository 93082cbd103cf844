// Meanings of the errors that a person can do something about, in our words: the server's own text may quote values.
// Numbers: the error references of MySQL and MariaDB, which share them below 1900.
const diskFull = 'its disk is full'
const noRight = 'this user lacks a privilege that is needed, and `nightmask doctor` names it'
const lockWait = 'somebody else holds a lock on it, and did not give it back in time'
const tooLong = "the statement took longer than the server's own limit allows"
const connectionEnded = 'the server or somebody else ended this connection'
const readOnly = 'it is read-only'
const tooManyConnections = 'it allows no further connection'

const meanings: Readonly<Record<number, string>> = {
  1005: `the table or a foreign key of it cannot be made: ${diskFull}, or a column does not fit the one that it references`,
  1021: diskFull,
  1028: 'sorting was ended, most often because its temporary disk space is full',
  1037: 'it is out of memory',
  1038: 'its sort buffer is too small',
  1040: tooManyConnections,
  1041: 'it is out of memory',
  1044: noRight,
  1045: 'the user name or password is wrong, or the user may not come from this host',
  1053: 'it is shutting down',
  1062: 'a unique key has the value already',
  1114: 'the table is full: no disk space is left for it',
  1142: noRight,
  1143: noRight,
  1146: 'there is no such table, or this user may not see it',
  1153: 'a row is larger than its max_allowed_packet',
  1203: tooManyConnections,
  1205: lockWait,
  1206: lockWait,
  1213: 'two transactions waited for each other (a deadlock)',
  1226: tooManyConnections,
  1227: noRight,
  1290: 'an option that it runs with forbids this, most often read_only',
  1317: 'somebody ended the statement (KILL QUERY)',
  1370: noRight,
  1412: 'the table was changed while it was read',
  1836: readOnly,
  1927: connectionEnded,
  1969: tooLong,
  3024: tooLong,
  3100: 'a replication plugin refused the transaction',
  3675: diskFull,
  4031: 'the connection was silent for longer than its wait_timeout',
}

/** What an error of a MySQL or MariaDB server means, as the end of a sentence; null where the number alone says too little. */
export function meaningOf(errno: number): string | null {
  return meanings[errno] ?? null
}
