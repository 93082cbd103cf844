import type { Case } from '../case.ts'

const notes = (...lines: string[]) =>
  `CREATE TABLE logbook (id INT PRIMARY KEY AUTO_INCREMENT, line TEXT);
INSERT INTO logbook (line) VALUES ${lines.map((line) => `('${line}')`).join(',')};`
const filler = ['the boiler was checked', 'two chairs came', 'nothing happened', 'rain all day']
const among = (
  value: string,
  type = 'VARCHAR(80)',
) => `CREATE TABLE readings (id INT PRIMARY KEY AUTO_INCREMENT, mark ${type});
INSERT INTO readings (mark) SELECT CONCAT('mark ', CHAR(97 + n % 26), CHAR(97 + n DIV 26 % 26)) FROM (SELECT a.n + 10 * b.n + 100 * c.n AS n FROM (${digits}) a, (${digits}) b, (${digits}) c) numbers;
INSERT INTO readings (mark) VALUES ('${value}');`
const digits = Array.from({ length: 10 }, (_, n) => (n === 0 ? 'SELECT 0 AS n' : `SELECT ${n}`)).join(' UNION ALL ')
const holds = (table: string, column: string, pattern: string) =>
  `SELECT COUNT(*) FROM ${table} WHERE ${column} LIKE '${pattern}'`

const cells: readonly (readonly [string, string, string, string, string])[] = [
  ['a full name within a text', notes(...filler, 'Ilse Kramer has the key'), 'logbook', 'line', '%Ilse Kramer%'],
  [
    'a full name in capitals and with two spaces',
    notes(...filler, 'ask OVID  KARLSEN'),
    'logbook',
    'line',
    '%KARLSEN%',
  ],
  [
    'an e-mail address within a text',
    notes(...filler, 'write to perpetua@mail.example soon'),
    'logbook',
    'line',
    '%perpetua@%',
  ],
  ['a phone number within a text', notes(...filler, 'call +49 30 5551204 first'), 'logbook', 'line', '%5551204%'],
  [
    'a full name in a slug',
    notes('winter-sale', 'interview-with-tamsin-oduya', 'new-hours'),
    'logbook',
    'line',
    '%oduya%',
  ],
  [
    'a full name in a title',
    notes('Winter sale', 'A talk with Zenovia Halloran', 'New hours'),
    'logbook',
    'line',
    '%Halloran%',
  ],
  [
    'a full name in a link',
    notes('https://shop.example/a', 'https://shop.example/~quillon-berzins', 'https://shop.example/b'),
    'logbook',
    'line',
    '%berzins%',
  ],
  ['one full name among a thousand cells', among('Quillon Berzins'), 'readings', 'mark', '%Berzins%'],
  ['one login among a thousand cells', among('zenovia'), 'readings', 'mark', 'zenovia'],
  ['one login with a digit among a thousand cells', among('tamsin9'), 'readings', 'mark', 'tamsin9'],
  ['one e-mail address among a thousand cells', among('zenovia@mail.example'), 'readings', 'mark', 'zenovia@%'],
  ['one e-mail address in a blob', among('zenovia@mail.example', 'BLOB'), 'readings', 'mark', 'zenovia@%'],
  ['a full name in latin1', among('Tamsin Oduya', 'VARCHAR(80) CHARACTER SET latin1'), 'readings', 'mark', '%Oduya%'],
  [
    'logins in created_by',
    'CREATE TABLE posts (id INT PRIMARY KEY AUTO_INCREMENT, headline VARCHAR(80), created_by VARCHAR(40));\nINSERT INTO posts (headline, created_by) VALUES ("one","ilse.kramer"),("two","ovidkar"),("three","zenovia"),("four","quillon");',
    'posts',
    'created_by',
    '%zenovia%',
  ],
  [
    'an e-mail address in JSON',
    `CREATE TABLE jobs (id INT PRIMARY KEY AUTO_INCREMENT, payload JSON);\nINSERT INTO jobs (payload) VALUES ('{"to": "ovid@mail.example", "n": 1}'),('{"n": 2}');`,
    'jobs',
    'payload',
    '%ovid@%',
  ],
  [
    'a full name in JSON, escaped',
    `CREATE TABLE jobs (id INT PRIMARY KEY AUTO_INCREMENT, payload TEXT);\nINSERT INTO jobs (payload) VALUES ('{"by": "\\\\u0049lse Kramer"}'),('{"n": 2}');`,
    'jobs',
    'payload',
    '%lse Kramer%',
  ],
  [
    'the same e-mail addresses under another name',
    'CREATE TABLE letters (id INT PRIMARY KEY AUTO_INCREMENT, target VARCHAR(80));\nINSERT INTO letters (target) SELECT email FROM members;',
    'letters',
    'target',
    '%@mail.example',
  ],
  [
    'the same phone numbers under another name',
    'CREATE TABLE rings (id INT PRIMARY KEY AUTO_INCREMENT, k1 VARCHAR(80));\nINSERT INTO rings (k1) SELECT phone FROM members;',
    'rings',
    'k1',
    '%555120%',
  ],
]

const definitions: readonly (readonly [string, string])[] = [
  [
    'an e-mail address in the comment of a column',
    "CREATE TABLE rooms (id INT PRIMARY KEY AUTO_INCREMENT COMMENT 'tell ovid@mail.example');",
  ],
  [
    'a full name in the comment of a table',
    "CREATE TABLE rooms (id INT PRIMARY KEY AUTO_INCREMENT) COMMENT 'of Ilse Kramer';",
  ],
  [
    'a full name as a label',
    "CREATE TABLE rooms (id INT PRIMARY KEY AUTO_INCREMENT, kept_by ENUM('nobody','Ilse Kramer'));",
  ],
  [
    'an e-mail address as a default',
    "CREATE TABLE rooms (id INT PRIMARY KEY AUTO_INCREMENT, desk VARCHAR(80) DEFAULT 'zenovia@mail.example');",
  ],
  ['a full name in a view', "CREATE VIEW hers AS SELECT id FROM members WHERE full_name = 'Perpetua Rask';"],
  [
    'a full name in a trigger',
    "CREATE TABLE rooms (id INT PRIMARY KEY AUTO_INCREMENT, note VARCHAR(80));\nCREATE TRIGGER sign BEFORE INSERT ON rooms FOR EACH ROW SET NEW.note = 'Tamsin Oduya';",
  ],
  ['a login in a procedure', "CREATE PROCEDURE only_one() SELECT id FROM members WHERE login = 'zenovia';"],
  ['a full name in the name of a table', 'CREATE TABLE ilse_kramer (id INT PRIMARY KEY AUTO_INCREMENT);'],
]

/** Copies of what is masked, in what is kept. By hand they are refused; `init` masks what a rule reaches. */
export const leakCases: readonly Case[] = [
  ...cells.map(([title, sql]): Case => ({ title, sql, by: 'hand', ends: 'refused' })),
  ...cells.map(
    ([title, sql, table, column, pattern]): Case => ({
      title,
      sql,
      by: 'init',
      ends: 'refused',
      finds: holds(table, column, pattern),
    }),
  ),
  ...definitions.map(([title, sql]): Case => ({ title, sql, by: 'hand', ends: 'refused' })),
  {
    title: 'a column of surnames',
    sql: `CREATE TABLE people (id INT PRIMARY KEY AUTO_INCREMENT, first_name VARCHAR(40), last_name VARCHAR(40));
INSERT INTO people (first_name, last_name) VALUES ('Uta','Quistgard'),('Ole','Odegard'),('Ivo','Marekson'),('Pia','Vollan');
CREATE TABLE households (id INT PRIMARY KEY AUTO_INCREMENT, of_whom VARCHAR(40));
INSERT INTO households (of_whom) VALUES ('Quistgard'),('Odegard'),('Marekson'),('Vollan'),('Seaside');`,
    by: 'hand',
    rules: { 'people.first_name': 'first_name', 'people.last_name': 'last_name' },
    ends: 'refused',
  },
  {
    title: 'a column of surnames, by init',
    sql: `CREATE TABLE people (id INT PRIMARY KEY AUTO_INCREMENT, first_name VARCHAR(40), last_name VARCHAR(40));
INSERT INTO people (first_name, last_name) VALUES ('Uta','Quistgard'),('Ole','Odegard'),('Ivo','Marekson'),('Pia','Vollan');
CREATE TABLE households (id INT PRIMARY KEY AUTO_INCREMENT, of_whom VARCHAR(40));
INSERT INTO households (of_whom) VALUES ('Quistgard'),('Odegard'),('Marekson'),('Vollan'),('Seaside');`,
    by: 'init',
    ends: 'refused',
    finds: "SELECT COUNT(*) FROM households WHERE of_whom IN ('Quistgard','Odegard','Marekson','Vollan')",
  },
]
