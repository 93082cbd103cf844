import type { Case } from '../case.ts'
import { newcomer } from '../members.ts'

const enumTable = `CREATE TABLE pages (id INT PRIMARY KEY AUTO_INCREMENT, controller ENUM('index','supplier','contact') NOT NULL);
INSERT INTO pages (controller) VALUES ('index'),('supplier');`
const literal = (
  word: string,
) => `CREATE TABLE parts (id INT PRIMARY KEY AUTO_INCREMENT, part VARCHAR(40) DEFAULT '${word}');
INSERT INTO parts (part) VALUES ('bolt'),('hinge');`

/** Words of definitions: names of tables and columns, labels, defaults, comments, literals of programs. */
export const definitionCases: readonly Case[] = [
  {
    title: 'a login is a label of an ENUM',
    sql: enumTable,
    later: [newcomer('supplier')],
    by: 'hand',
    ends: 'published',
    same: ['pages.controller'],
  },
  {
    title: 'a login was a label of an ENUM before init',
    sql: `${enumTable}${newcomer('supplier')}`,
    by: 'init',
    ends: 'published',
    same: ['pages.controller'],
  },
  {
    title: 'a login was a label of an ENUM before the first night',
    sql: `${enumTable}${newcomer('supplier')}`,
    by: 'hand',
    ends: 'answered',
  },
  {
    title: 'a full name is a word of the language itself',
    sql: '',
    later: [newcomer('pkey', 'Primary Key')],
    by: 'hand',
    ends: 'published',
  },
  {
    title: 'a full name was a word of the language itself before the first night',
    sql: newcomer('notnull', 'Not Null'),
    by: 'hand',
    ends: 'published',
  },
  {
    title: 'a login is the name of a column',
    sql: 'CREATE TABLE baskets (id INT PRIMARY KEY AUTO_INCREMENT, member_id INT, basket_state VARCHAR(9));',
    later: [newcomer('basket_state')],
    by: 'hand',
    ends: 'published',
  },
  {
    title: 'a login is the name of a table',
    sql: 'CREATE TABLE baskets (id INT PRIMARY KEY AUTO_INCREMENT);',
    later: [newcomer('baskets')],
    by: 'init',
    ends: 'published',
  },
  { title: 'a login is a default', sql: literal('washer'), later: [newcomer('washer')], by: 'hand', ends: 'published' },
  { title: 'a login was a default before the first night', sql: `${literal('quillon')}`, by: 'hand', ends: 'answered' },
  {
    title: 'a default that is a login is dropped',
    sql: `${literal('quillon')}`,
    by: 'hand',
    more: 'definitions: { defaults: { parts.part: drop } }',
    ends: 'published',
    same: ['parts.part'],
  },
  {
    title: 'a comment names somebody, and comments are dropped',
    sql: "CREATE TABLE rooms (id INT PRIMARY KEY AUTO_INCREMENT COMMENT 'ask Ilse Kramer', room VARCHAR(9)) COMMENT 'by Ovid Karlsen';\nINSERT INTO rooms (room) VALUES ('east');",
    by: 'hand',
    more: 'definitions: { comments: drop }',
    ends: 'published',
  },
  {
    title: 'a comment names somebody, by init',
    sql: "CREATE TABLE rooms (id INT PRIMARY KEY AUTO_INCREMENT COMMENT 'ask Ilse Kramer', room VARCHAR(9));\nINSERT INTO rooms (room) VALUES ('east');",
    by: 'init',
    ends: 'published',
  },
  {
    title: 'a comment names somebody and is accepted',
    sql: "CREATE TABLE rooms (id INT PRIMARY KEY AUTO_INCREMENT COMMENT 'ask Ilse Kramer', room VARCHAR(9));\nINSERT INTO rooms (room) VALUES ('east');",
    by: 'hand',
    ends: 'answered',
  },
  {
    title: 'a login is a literal of a view',
    sql: `${literal('x')}CREATE VIEW without_bolts AS SELECT id FROM parts WHERE part <> 'bolting';`,
    later: [newcomer('bolting')],
    by: 'hand',
    ends: 'published',
  },
  {
    title: 'a login was a literal of a view before the first night',
    sql: `${literal('x')}CREATE VIEW without_bolts AS SELECT id FROM parts WHERE part <> 'zenovia';`,
    by: 'hand',
    ends: 'answered',
  },
]
