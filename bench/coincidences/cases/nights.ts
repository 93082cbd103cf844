import type { Case } from '../case.ts'
import { newcomer } from '../members.ts'

const list = (table: string, column: string, ...values: string[]) =>
  `CREATE TABLE ${table} (id INT PRIMARY KEY AUTO_INCREMENT, ${column} VARCHAR(200));
INSERT INTO ${table} (${column}) VALUES ${values.map((value) => `('${value}')`).join(',')};`
const many = ['brimble', 'corvane', 'dellick', 'eskarl', 'fennimor', 'galtrey', 'harvick', 'istrel']

/** A clean night, and then a leak: that something stood there before excuses none of these. */
export const nightCases: readonly Case[] = [
  {
    title: 'a login comes into a list in the night in which it is made',
    sql: list('materials', 'material', 'gravel', 'slate'),
    later: [`${newcomer('mortarly')}\nINSERT INTO materials (material) VALUES ('mortarly');`],
    by: 'hand',
    ends: 'refused',
  },
  {
    title: 'a login that was there comes into a list',
    sql: list('materials', 'material', 'gravel', 'slate'),
    later: ["INSERT INTO materials (material) VALUES ('zenovia');"],
    by: 'hand',
    ends: 'refused',
  },
  {
    title: 'an address stood there before its owner came',
    sql: list('boards', 'line', 'ask newcomer7@mail.example', 'ask us'),
    later: [newcomer('falkmer')],
    by: 'hand',
    ends: 'refused',
  },
  {
    title: 'a number stood there before its owner came',
    sql: list('boards', 'line', '+49 30 5559876', '+49 30 1110000'),
    later: ["INSERT INTO members (login, phone) VALUES ('m.falk','+49 30 5559876');"],
    by: 'hand',
    ends: 'refused',
  },
  {
    title: 'a login with digits stood there before',
    sql: list('boards', 'line', 'falkmer77', 'other'),
    later: [newcomer('falkmer77')],
    by: 'hand',
    ends: 'refused',
  },
  {
    title: 'a name stood in a column of people before',
    sql: list(
      'speakers',
      'speaker',
      'Anna Merrit',
      'Jonas Lind',
      'Maria Costa',
      'Peter Wolf',
      'Laura Stein',
      'Merrit Falk',
    ),
    later: [newcomer('mfalk')],
    by: 'hand',
    ends: 'refused',
  },
  {
    title: 'a name stood in a note of a table about people before',
    sql: 'CREATE TABLE visits (id INT PRIMARY KEY AUTO_INCREMENT, member_id INT, seen VARCHAR(200));\nINSERT INTO visits (member_id, seen) VALUES (1,"came with Merrit Falk at noon");',
    later: [newcomer('mfalk')],
    by: 'hand',
    ends: 'refused',
  },
  {
    title: 'a name stood in a text once, and now stands in two',
    sql: list('boards', 'line', 'thanks to Merrit Falk for the chairs', 'nothing'),
    later: [`${newcomer('mfalk')}\nINSERT INTO boards (line) VALUES ('Merrit Falk moved in today');`],
    by: 'hand',
    ends: 'refused',
  },
  {
    title: 'many logins come at once that stood in one column',
    sql: list('tokens', 'token', ...many),
    later: [
      many
        .map((login, n) => `INSERT INTO members (login, email) VALUES ('${login}', 'n${n}@mail.example');`)
        .join('\n'),
    ],
    by: 'hand',
    ends: 'refused',
  },
  {
    title: 'a passage that somebody wrote is copied into a kept archive',
    sql: `${list('archive', 'line', 'nothing yet')}CREATE TABLE messages (id INT PRIMARY KEY AUTO_INCREMENT, member_id INT, body TEXT);
INSERT INTO messages (member_id, body) VALUES (1,'she fetches the grey parcel on Sunday');`,
    later: ["INSERT INTO archive (line) VALUES ('He wrote: she fetches the grey parcel on Sunday.');"],
    by: 'hand',
    rules: { 'messages.body': 'free_text' },
    ends: 'refused',
  },
]
