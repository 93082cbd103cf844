/** One table of bench/many-tables.ts: its statements, and its lines of policy.yaml. */
export interface ManyTable {
  readonly name: string
  readonly createSql: string
  readonly insertSql: string
  readonly rules: readonly string[]
}

type Shape = (n: number, rows: number) => Omit<ManyTable, 'name'>

/** `count` tables of five kinds in turn; the first of each five is what the others refer to. */
export function manyTables(count: number, rows: number): ManyTable[] {
  return Array.from({ length: count }, (_, n) => ({ name: nameOf(n), ...shapes[n % shapes.length]!(n, rows) }))
}

const shapes: readonly Shape[] = [people, goods, lines, facts, tokens]

function nameOf(n: number): string {
  return `t${String(n).padStart(5, '0')}`
}

function people(n: number, rows: number): Omit<ManyTable, 'name'> {
  return {
    createSql: `CREATE TABLE ${nameOf(n)} (id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, email VARCHAR(120) NOT NULL, full_name VARCHAR(100), phone VARCHAR(30), active TINYINT(1) NOT NULL DEFAULT 1, created_at DATETIME NOT NULL, UNIQUE KEY email (email), KEY created_at (created_at))`,
    insertSql: insert(n, rows, (row) => [
      String(row),
      `'person${n}x${row}@mail${row % 7}.test'`,
      `'${pick(given, n + row)} ${pick(family, n * 3 + row)}'`,
      `'+49 30 ${1_000_000 + ((n * 7919 + row * 104_729) % 8_999_999)}'`,
      String(row % 2),
      `'2026-0${1 + (row % 9)}-1${row % 10} 08:00:00'`,
    ]),
    rules: ['id: keep', 'email: email', 'full_name: full_name', 'phone: phone', 'active: keep', 'created_at: keep'],
  }
}

function goods(n: number, rows: number): Omit<ManyTable, 'name'> {
  return {
    createSql: `CREATE TABLE ${nameOf(n)} (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, owner_id INT UNSIGNED, code VARCHAR(40) NOT NULL, title VARCHAR(200), price DECIMAL(10,2) NOT NULL, stock INT NOT NULL DEFAULT 0, UNIQUE KEY code (code), KEY owner (owner_id), CONSTRAINT ${nameOf(n)}_owner FOREIGN KEY (owner_id) REFERENCES ${nameOf(n - 1)} (id))`,
    insertSql: insert(n, rows, (row) => [
      String(row),
      row % 9 === 0 ? 'NULL' : String(1 + (row % rows)),
      `'C-${n}-${row}'`,
      `'Part no. ${row} of series ${n}'`,
      `${row}.${10 + (row % 89)}`,
      String(row * 3),
    ]),
    rules: ['id: keep', 'code: keep', 'title: { keep: "catalogue text" }', 'price: keep', 'stock: keep'],
  }
}

function lines(n: number, rows: number): Omit<ManyTable, 'name'> {
  return {
    createSql: `CREATE TABLE ${nameOf(n)} (owner_id INT UNSIGNED NOT NULL, line SMALLINT NOT NULL, quantity INT NOT NULL, note TEXT, PRIMARY KEY (owner_id, line), CONSTRAINT ${nameOf(n)}_owner FOREIGN KEY (owner_id) REFERENCES ${nameOf(n - 2)} (id) ON DELETE CASCADE)`,
    insertSql: insert(n, rows, (row) => [
      String(1 + (row % rows)),
      String(row),
      String(row % 12),
      `'Please call back before noon, ${row % 28} o clock at the latest'`,
    ]),
    rules: ['line: keep', 'quantity: keep', 'note: { mask: free_text, mode: replace }'],
  }
}

function facts(n: number, rows: number): Omit<ManyTable, 'name'> {
  return {
    createSql: `CREATE TABLE ${nameOf(n)} (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, state ENUM('new','paid','sent') NOT NULL, payload JSON, day DATE, ratio DOUBLE, raw VARBINARY(32), KEY state (state, day))`,
    insertSql: insert(n, rows, (row) => [
      String(row),
      `'${pick(['new', 'paid', 'sent'], row)}'`,
      `'{"n": ${row}, "tags": ["a${row % 5}", "b"]}'`,
      `'2026-05-${10 + (row % 20)}'`,
      String(row / 8),
      `X'${row.toString(16).padStart(8, '0')}'`,
    ]),
    rules: [
      'id: keep',
      'state: keep',
      'payload: { keep: "counts and tags" }',
      'day: keep',
      'ratio: keep',
      'raw: { keep: "checksums" }',
    ],
  }
}

function tokens(n: number, rows: number): Omit<ManyTable, 'name'> {
  return {
    createSql: `CREATE TABLE ${nameOf(n)} (token CHAR(36) NOT NULL PRIMARY KEY, person_id INT UNSIGNED NOT NULL, amount DECIMAL(12,2), used_at TIMESTAMP NULL, KEY person (person_id), CONSTRAINT ${nameOf(n)}_person FOREIGN KEY (person_id) REFERENCES ${nameOf(n - 4)} (id))`,
    insertSql: insert(n, rows, (row) => [
      `'${uuid(n, row)}'`,
      String(1 + ((row * 7) % rows)),
      `${row * 5}.00`,
      row % 3 === 0 ? 'NULL' : `'2026-03-0${1 + (row % 9)} 10:00:00'`,
    ]),
    rules: ['token: uuid', 'amount: keep', 'used_at: keep'],
  }
}

function insert(n: number, rows: number, row: (row: number) => readonly string[]): string {
  const all = Array.from({ length: rows }, (_, at) => `(${row(at + 1).join(', ')})`)
  return `INSERT INTO ${nameOf(n)} VALUES ${all.join(', ')}`
}

function uuid(n: number, row: number): string {
  const digits = `${n.toString(16).padStart(8, '0')}${Math.imul(row, 2_654_435_761) >>> 0}`.padEnd(32, '7').slice(0, 32)
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function pick(list: readonly string[], n: number): string {
  return list[n % list.length]!
}

const given = ['Aiko', 'Bruno', 'Clara', 'Dmitri', 'Elif', 'Farah', 'Goran', 'Hilde', 'Ines', 'Joris', 'Kaya']
const family = [
  'Arendt',
  'Baumann',
  'Castillo',
  'Dvorak',
  'Eriksen',
  'Fontaine',
  'Grasso',
  'Haddad',
  'Ivanova',
  'Jansen',
]
