/**
 * Every kind of table that a night by changes has to know; both servers take these statements. With generated columns each night waits for the
 * end of a second before it seals.
 */
export function schemaSql(isGenerated: boolean): readonly string[] {
  return isGenerated
    ? statements
    : statements.map((sql) => sql.replaceAll(/^.*AS \(.*$|KEY (badge|amount) \([^)]*\),/gm, ''))
}

const statements = [
  `CREATE TABLE people (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, login VARCHAR(40) NOT NULL, mail VARCHAR(90) COLLATE utf8mb4_general_ci NULL,
    name VARCHAR(80) NOT NULL, phone VARCHAR(30) NULL, born DATETIME(3) NULL, balance DECIMAL(12,2) NULL, profile JSON NULL, note TEXT NULL, chief_id INT NULL,
    kind ENUM('guest','member','staff') NOT NULL DEFAULT 'guest', country VARCHAR(2) NOT NULL DEFAULT 'de',
    badge VARCHAR(60) AS (CONCAT(country, login)) STORED,
    touched TIMESTAMP NOT NULL DEFAULT '2026-01-01 00:00:00' ON UPDATE CURRENT_TIMESTAMP,
    UNIQUE KEY login (login), UNIQUE KEY mail (mail),
    KEY badge (badge),
    CONSTRAINT people_chief FOREIGN KEY (chief_id) REFERENCES people (id) ON DELETE SET NULL ON UPDATE RESTRICT) ENGINE=InnoDB`,
  `CREATE TABLE products (code VARCHAR(20) COLLATE utf8mb4_general_ci NOT NULL PRIMARY KEY, title VARCHAR(80) NOT NULL, price DECIMAL(9,2) NOT NULL,
    stock INT NOT NULL DEFAULT 5, KEY title (title)) ENGINE=InnoDB`,
  `CREATE TABLE orders (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, person_id INT NOT NULL, product_code VARCHAR(20) COLLATE utf8mb4_general_ci NULL,
    total DECIMAL(9,2) NOT NULL, placed DATETIME NOT NULL, shipped DATETIME(6) NULL, ship_to VARCHAR(80) NULL, KEY placed (placed, total),
    CONSTRAINT order_person FOREIGN KEY (person_id) REFERENCES people (id) ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT order_product FOREIGN KEY (product_code) REFERENCES products (code) ON DELETE SET NULL ON UPDATE CASCADE) ENGINE=InnoDB`,
  `CREATE TABLE order_lines (order_id BIGINT NOT NULL, line SMALLINT NOT NULL, remark VARCHAR(60) NULL, quantity INT NOT NULL, price DECIMAL(9,2) NOT NULL,
    amount DECIMAL(14,2) AS (quantity * price) VIRTUAL,
    PRIMARY KEY (order_id, line), KEY amount (quantity, price),
    CONSTRAINT line_order FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE ON UPDATE CASCADE) ENGINE=InnoDB`,
  `CREATE TABLE tokens (id BINARY(6) NOT NULL PRIMARY KEY, person_id INT NULL, secret VARCHAR(40) NOT NULL, raw VARBINARY(24) NULL, UNIQUE KEY secret (secret),
    CONSTRAINT token_person FOREIGN KEY (person_id) REFERENCES people (id) ON DELETE SET NULL ON UPDATE CASCADE) ENGINE=InnoDB`,
  `CREATE TABLE prefs (channel ENUM('post','mail','phone') NOT NULL, person_id INT NOT NULL, value VARCHAR(40) NULL, flags SET('a','b','c') NOT NULL DEFAULT '',
    PRIMARY KEY (channel, person_id), CONSTRAINT pref_person FOREIGN KEY (person_id) REFERENCES people (id) ON DELETE CASCADE ON UPDATE CASCADE) ENGINE=InnoDB`,
  `CREATE TABLE visits (person_id INT NULL, page VARCHAR(60) NOT NULL, mail VARCHAR(90) NULL, seen DATETIME NOT NULL, KEY person (person_id)) ENGINE=InnoDB`,
  `CREATE TABLE accounts (mail VARCHAR(90) COLLATE utf8mb4_general_ci NOT NULL PRIMARY KEY, plan VARCHAR(10) NOT NULL, opened DATE NULL) ENGINE=InnoDB`,
  `CREATE TABLE account_notes (id INT UNSIGNED NOT NULL PRIMARY KEY, mail VARCHAR(90) COLLATE utf8mb4_general_ci NULL, page VARCHAR(60) NULL,
    CONSTRAINT note_account FOREIGN KEY (mail) REFERENCES accounts (mail) ON DELETE CASCADE ON UPDATE CASCADE) ENGINE=InnoDB`,
  `CREATE TABLE phrases (code VARCHAR(20) COLLATE utf8mb4_general_ci NOT NULL, lang ENUM('en','de','fr') NOT NULL, phrase TEXT NOT NULL, kept_at TIME(2) NULL,
    PRIMARY KEY (code, lang), FULLTEXT KEY phrase (phrase)) ENGINE=InnoDB`,
  `CREATE TABLE counters (name VARCHAR(30) CHARACTER SET latin1 COLLATE latin1_bin NOT NULL PRIMARY KEY, n BIGINT UNSIGNED NULL, bits BIT(11) NULL, f FLOAT NULL, d DOUBLE NULL,
    y YEAR NULL, bytes BLOB NULL) ENGINE=InnoDB`,
  'CREATE VIEW spent AS SELECT person_id, SUM(total) AS total FROM orders GROUP BY person_id',
  'CREATE TRIGGER lines_count AFTER INSERT ON order_lines FOR EACH ROW UPDATE products SET stock = stock + 0 WHERE stock < 0',
  'CREATE TRIGGER prefs_kept BEFORE UPDATE ON prefs FOR EACH ROW SET NEW.flags = NEW.flags',
]

/** What one table's rows are, for whoever draws some or changes them: in the source or in a staging. */
export interface RowTable {
  readonly name: string
  /** An SQL expression that gives the condition of one row. */
  readonly condition: string
  /** Columns of the primary key, none where there is none. */
  readonly key: readonly string[]
  /** Columns of which a change is no change of the key, by what may stand there. */
  readonly columns: Readonly<Record<string, Content>>
  /** Unique and masked: values of two rows can be exchanged. */
  readonly unique?: string
}

/** What may stand in a column. */
export type Content =
  | 'login'
  | 'mail'
  | 'name'
  | 'phone'
  | 'time'
  | 'money'
  | 'profile'
  | 'note'
  | 'kind'
  | 'country'
  | 'text'
  | 'secret'
  | 'bytes'
  | 'number'
  | 'flags'
  | 'plan'
  | 'date'
  | 'clock'
  | 'bits'
  | 'real'
  | 'year'
  | 'person'
  | 'product'
  | 'account'
  | 'order'
  | 'small'
  | 'lang'
  | 'channel'
  | 'code'
  | 'binaryKey'
  | 'counter'
  | 'newId'

const quoted = (column: string) => `'${column} = ', QUOTE(${column})`
const number = (column: string) => `'${column} = ', ${column}`

export const rowTables: readonly RowTable[] = [
  {
    name: 'people',
    condition: `CONCAT(${number('id')})`,
    key: ['id'],
    columns: {
      login: 'login',
      mail: 'mail',
      name: 'name',
      phone: 'phone',
      born: 'time',
      balance: 'money',
      profile: 'profile',
      note: 'note',
      kind: 'kind',
      country: 'country',
      chief_id: 'person',
    },
    unique: 'mail',
  },
  {
    name: 'products',
    condition: `CONCAT(${quoted('code')})`,
    key: ['code'],
    columns: { title: 'text', price: 'money', stock: 'number' },
  },
  {
    name: 'orders',
    condition: `CONCAT(${number('id')})`,
    key: ['id'],
    columns: {
      person_id: 'person',
      product_code: 'product',
      total: 'money',
      placed: 'time',
      shipped: 'time',
      ship_to: 'name',
    },
  },
  {
    name: 'order_lines',
    condition: `CONCAT(${number('order_id')}, ' AND ', ${number('line')})`,
    key: ['order_id', 'line'],
    columns: { remark: 'text', quantity: 'small', price: 'money' },
  },
  {
    name: 'tokens',
    condition: `CONCAT("id = x'", HEX(id), "'")`,
    key: ['id'],
    columns: { person_id: 'person', secret: 'secret', raw: 'bytes' },
    unique: 'secret',
  },
  {
    name: 'prefs',
    condition: `CONCAT(${quoted('channel')}, ' AND ', ${number('person_id')})`,
    key: ['channel', 'person_id'],
    columns: { value: 'text', flags: 'flags' },
  },
  {
    name: 'visits',
    condition: `CONCAT(${quoted('page')}, ' AND ', ${quoted('seen')})`,
    key: [],
    columns: { person_id: 'person', page: 'text', mail: 'mail', seen: 'time' },
  },
  {
    name: 'accounts',
    condition: `CONCAT(${quoted('mail')})`,
    key: ['mail'],
    columns: { plan: 'plan', opened: 'date' },
    unique: 'mail',
  },
  {
    name: 'account_notes',
    condition: `CONCAT(${number('id')})`,
    key: ['id'],
    columns: { mail: 'account', page: 'text' },
  },
  {
    name: 'phrases',
    condition: `CONCAT(${quoted('code')}, ' AND ', ${quoted('lang')})`,
    key: ['code', 'lang'],
    columns: { phrase: 'text', kept_at: 'clock' },
  },
  {
    name: 'counters',
    condition: `CONCAT(${quoted('name')})`,
    key: ['name'],
    columns: { n: 'number', bits: 'bits', f: 'real', d: 'real', y: 'year', bytes: 'bytes' },
  },
]

/** What keys are made of. */
export const keyContents: Readonly<Record<string, Content>> = {
  'people.id': 'newId',
  'products.code': 'code',
  'orders.id': 'newId',
  'order_lines.order_id': 'order',
  'order_lines.line': 'small',
  'tokens.id': 'binaryKey',
  'prefs.channel': 'channel',
  'prefs.person_id': 'person',
  'accounts.mail': 'mail',
  'account_notes.id': 'newId',
  'phrases.code': 'code',
  'phrases.lang': 'lang',
  'counters.name': 'counter',
}

/** Rows of the first day, by table. */
export const firstRows: Readonly<Record<string, number>> = {
  products: 50,
  people: 110,
  accounts: 60,
  orders: 170,
  order_lines: 200,
  tokens: 60,
  prefs: 100,
  visits: 80,
  account_notes: 70,
  phrases: 70,
  counters: 15,
}
