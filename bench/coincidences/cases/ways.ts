import { createHash } from 'node:crypto'
import type { Case } from '../case.ts'

const made = (sql: string) => `CREATE TABLE ${sql}`
// No server of today hashes by MD5 for sure.
const md5 = (text: string) => createHash('md5').update(text).digest('hex')
const hexOf = (text: string) => Buffer.from(text).toString('hex')
const base64Of = (text: string) => Buffer.from(text).toString('base64')
const count = (table: string, column: string, pattern: string) =>
  `SELECT COUNT(*) FROM ${table} WHERE CONVERT(${column} USING utf8mb4) LIKE '${pattern}'`

/** Ways in which a copy of somebody comes through a policy that `init` drafts and nobody edits. */
const ways: readonly (readonly [title: string, sql: string, finds: string])[] = [
  [
    'in settings',
    made(`app_settings (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(60), value TEXT);
INSERT INTO app_settings (name, value) VALUES ('theme','dark'),('notify','zenovia@mail.example'),('rows','20');`),
    count('app_settings', 'value', '%zenovia@%'),
  ],
  [
    'in JSON under a key of no name',
    made(`feeds (id INT PRIMARY KEY AUTO_INCREMENT, doc JSON);
INSERT INTO feeds (doc) VALUES ('{"x": {"y": ["Quillon Berzins", 3]}}'),('{"x": {"y": []}}');`),
    count('feeds', 'doc', '%Berzins%'),
  ],
  [
    'serialised',
    made(`caches (id INT PRIMARY KEY AUTO_INCREMENT, blob_text TEXT);
INSERT INTO caches (blob_text) VALUES ('a:1:{s:2:"to";s:17:"ovid@mail.example";}'),('a:0:{}');`),
    count('caches', 'blob_text', '%ovid@%'),
  ],
  [
    'in a table of attributes',
    made(`thing_attributes (id INT PRIMARY KEY AUTO_INCREMENT, thing INT, attribute VARCHAR(40), val VARCHAR(120));
INSERT INTO thing_attributes (thing, attribute, val) VALUES (1,'colour','red'),(1,'owner','Tamsin Oduya'),(2,'colour','blue');`),
    count('thing_attributes', 'val', '%Oduya%'),
  ],
  [
    'in a comment of code',
    made(`snippets (id INT PRIMARY KEY AUTO_INCREMENT, body TEXT);
INSERT INTO snippets (body) VALUES ('<!-- ask Perpetua Rask --><b>x</b>'),('<b>y</b>');`),
    count('snippets', 'body', '%Rask%'),
  ],
  [
    'in a log',
    made(`log_lines (id INT PRIMARY KEY AUTO_INCREMENT, line TEXT);
INSERT INTO log_lines (line) VALUES ('[info] login tamsin9 from 10.0.0.9'),('[info] started');`),
    count('log_lines', 'line', '%tamsin9%'),
  ],
  [
    'in base64',
    made(`payloads (id INT PRIMARY KEY AUTO_INCREMENT, packed TEXT);
INSERT INTO payloads (packed) VALUES ('${base64Of('to: zenovia@mail.example;')}'),('${base64Of('nothing in here at all')}');`),
    count('payloads', 'packed', `%${base64Of('to: zenovia@mail.example;').slice(8, 24)}%`),
  ],
  [
    'in bytes',
    made(`chunks (id INT PRIMARY KEY AUTO_INCREMENT, raw VARBINARY(200));
INSERT INTO chunks (raw) VALUES (x'0001${hexOf(' Ilse Kramer ')}00'),(x'00ff');`),
    count('chunks', 'HEX(raw)', `%${hexOf('Kramer').toUpperCase()}%`),
  ],
  [
    'in names of files',
    made(`uploads (id INT PRIMARY KEY AUTO_INCREMENT, path VARCHAR(120));
INSERT INTO uploads (path) VALUES ('/a/scanIlseKramer.pdf'),('/a/plan.pdf'),('/a/map.pdf');`),
    count('uploads', 'path', '%IlseKramer%'),
  ],
  [
    'in slugs',
    made(`pages (id INT PRIMARY KEY AUTO_INCREMENT, slug VARCHAR(80));
INSERT INTO pages (slug) VALUES ('talk-with-quillon-berzins'),('winter-sale'),('imprint');`),
    count('pages', 'slug', '%berzins%'),
  ],
  [
    'in links',
    made(`hits (id INT PRIMARY KEY AUTO_INCREMENT, uri VARCHAR(200));
INSERT INTO hits (uri) VALUES ('/find?q=ovid%40mail.example&p=1'),('/find?q=chair'),('/find?q=lamp');`),
    count('hits', 'uri', '%ovid%40mail%'),
  ],
  [
    'in a generated column',
    made(`orders_made (id INT PRIMARY KEY AUTO_INCREMENT, doc JSON, target VARCHAR(120) AS (JSON_UNQUOTE(JSON_EXTRACT(doc, '$.q'))) VIRTUAL);
INSERT INTO orders_made (doc) VALUES ('{"q": "perpetua@mail.example"}'),('{"q": "nobody"}');`),
    count('orders_made', 'target', '%perpetua@%'),
  ],
  [
    'in the comment of a table',
    `CREATE TABLE rooms_kept (id INT PRIMARY KEY AUTO_INCREMENT) COMMENT 'of Ilse Kramer';`,
    "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_comment LIKE '%Kramer%'",
  ],
  [
    'as a number',
    made(`rings (id INT PRIMARY KEY AUTO_INCREMENT, k1 BIGINT);
INSERT INTO rings (k1) VALUES (49305551203),(17),(null);`),
    'SELECT COUNT(*) FROM rings WHERE k1 = 49305551203',
  ],
  [
    'as a hash of an address',
    made(`pictures_of (id INT PRIMARY KEY AUTO_INCREMENT, src VARCHAR(120));
INSERT INTO pictures_of (src) VALUES ('https://a.example/${md5('ovid@mail.example')}'),('https://a.example/none');`),
    "SELECT COUNT(*) FROM pictures_of WHERE src LIKE 'https://a.example/________________________________'",
  ],
  [
    'first and last name in two columns',
    made(`guides (id INT PRIMARY KEY AUTO_INCREMENT, a1 VARCHAR(40), a2 VARCHAR(40));
INSERT INTO guides (a1, a2) VALUES ('north','hill'),('Zenovia','Halloran'),('south','vale');`),
    count('guides', 'a2', '%Halloran%'),
  ],
]

export const wayCases: readonly Case[] = ways.map(
  ([title, sql, finds]): Case => ({
    title: `somebody comes through init ${title}`,
    sql,
    by: 'init',
    ends: 'refused',
    finds,
  }),
)
