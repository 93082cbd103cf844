import type { Case } from '../case.ts'
import { newcomer } from '../members.ts'

const materials = `CREATE TABLE materials (id INT PRIMARY KEY AUTO_INCREMENT, material VARCHAR(40));
INSERT INTO materials (material) VALUES ('mortar'),('gravel'),('slate'),('clay');`
const orders = `CREATE TABLE orders (id INT PRIMARY KEY AUTO_INCREMENT, member_id INT, stage VARCHAR(20), placed DATE);
INSERT INTO orders (member_id, stage, placed) VALUES (1,'delivered','2026-01-02'),(2,'packed','2026-01-03'),(3,'delivered','2026-01-04'),(4,'returned','2026-01-05'),(5,'packed','2026-01-06'),(6,'delivered','2026-01-07'),(1,'waiting','2026-01-08'),(2,'waiting','2026-01-09'),(3,'returned','2026-01-09'),(4,'packed','2026-01-10');`
const teas = `CREATE TABLE teas (id INT PRIMARY KEY AUTO_INCREMENT, tea VARCHAR(60), about_it VARCHAR(200));
INSERT INTO teas (tea, about_it) VALUES ('Earl Grey','Our Earl Grey has bergamot in it.'),('Silver Needle','Only buds.'),('Moroccan Mint','Sweet and strong.');`
const faq = `CREATE TABLE faq (id INT PRIMARY KEY AUTO_INCREMENT, question VARCHAR(120));
INSERT INTO faq (question) VALUES ('How do I send an item back?'),('Where is my parcel now?'),('Which sizes are there?');
CREATE TABLE tickets (id INT PRIMARY KEY AUTO_INCREMENT, member_id INT, title VARCHAR(200));
INSERT INTO tickets (member_id, title) VALUES (1,'The lid of the second box was broken when it came');`
const templates = `CREATE TABLE mail_templates (id INT PRIMARY KEY AUTO_INCREMENT, body TEXT);
INSERT INTO mail_templates (body) VALUES ('Dear customer, thank you for your order, it has left our house. Yours, the shop'),('We are sorry that you go.');
CREATE TABLE reviews (id INT PRIMARY KEY AUTO_INCREMENT, member_id INT, review TEXT);
INSERT INTO reviews (member_id, review) VALUES (1,'Solid lid and a good handle, I would take it again');`
const ticketRules = { 'tickets.title': 'free_text' }
const reviewRules = { 'reviews.review': 'free_text' }

/** Somebody outside takes a word of the application: nobody can stop the night with it. */
export const vocabularyCases: readonly Case[] = [
  {
    title: 'a login is a word of a list',
    sql: materials,
    later: [newcomer('mortar')],
    by: 'hand',
    ends: 'published',
    same: ['materials.material'],
  },
  {
    title: 'a login is a word of a list, after init',
    sql: materials,
    later: [newcomer('mortar')],
    by: 'init',
    ends: 'published',
    same: ['materials.material'],
  },
  {
    title: 'three logins are words of a list',
    sql: materials,
    later: [newcomer('mortar') + newcomer('gravel', 'Wim Dorn').replace('newcomer6', 'wim')],
    by: 'hand',
    ends: 'published',
  },
  {
    title: 'a login is where orders stand',
    sql: orders,
    later: [newcomer('delivered')],
    by: 'hand',
    ends: 'published',
    same: ['orders.stage'],
  },
  {
    title: 'a login is where orders stand, and more orders come to stand there',
    sql: orders,
    later: [newcomer('delivered'), "INSERT INTO orders (member_id, stage) VALUES (5,'delivered'),(6,'delivered');"],
    by: 'init',
    ends: 'published',
    same: ['orders.stage'],
  },
  {
    title: 'a full name is a product, also in its description',
    sql: teas,
    later: [newcomer('egrey', 'Earl Grey')],
    by: 'hand',
    ends: 'published',
    same: ['teas.tea', 'teas.about_it'],
  },
  {
    title: 'a ticket is titled like a question of the FAQ',
    sql: faq,
    later: ["INSERT INTO tickets (member_id, title) VALUES (2,'How do I send an item back?');"],
    by: 'hand',
    rules: ticketRules,
    ends: 'published',
    same: ['faq.question'],
  },
  {
    title: 'a review is in the words of a template',
    sql: templates,
    later: ["INSERT INTO reviews (member_id, review) VALUES (2,'thank you for your order, it has left our house');"],
    by: 'hand',
    rules: reviewRules,
    ends: 'published',
    same: ['mail_templates.body'],
  },
  {
    title: 'a word that stood there stays for several nights',
    sql: materials,
    later: [
      newcomer('mortar'),
      "INSERT INTO materials (material) VALUES ('sand');",
      "INSERT INTO materials (material) VALUES ('mortar');",
    ],
    by: 'hand',
    ends: 'published',
  },
  {
    title: 'a login was a word of a list before init',
    sql: `${materials}${newcomer('mortar')}`,
    by: 'init',
    ends: 'published',
    same: ['materials.material'],
  },
  {
    title: 'a login was where orders stand before init',
    sql: `${orders}${newcomer('delivered')}`,
    by: 'init',
    ends: 'published',
    same: ['orders.stage'],
  },
  {
    title: 'a login was a language before init',
    sql: `CREATE TABLE languages (id INT PRIMARY KEY AUTO_INCREMENT, title VARCHAR(40));
INSERT INTO languages (title) VALUES ('English'),('Danish'),('Czech');${newcomer('english')}`,
    by: 'init',
    ends: 'published',
    same: ['languages.title'],
  },
  {
    title: 'a login was a month before init',
    sql: `CREATE TABLE months (id INT PRIMARY KEY AUTO_INCREMENT, title VARCHAR(40));
INSERT INTO months (title) VALUES ('July'),('August'),('September');${newcomer('august')}`,
    by: 'init',
    ends: 'published',
    same: ['months.title'],
  },
  {
    title: 'a login that is no word of the language was in a list before init',
    sql: `CREATE TABLE grids (id INT PRIMARY KEY AUTO_INCREMENT, code VARCHAR(40));
INSERT INTO grids (code) VALUES ('blokgrid'),('quillon'),('sidepanel');`,
    by: 'init',
    ends: 'answered',
    same: ['grids.code'],
  },
  {
    title: 'a full name was a product before init',
    sql: `${teas}${newcomer('egrey', 'Silver Needle')}`,
    by: 'init',
    ends: 'answered',
    same: ['teas.tea'],
  },
  {
    title: 'a ticket was titled like a question before the first night',
    sql: `${faq}INSERT INTO tickets (member_id, title) VALUES (2,'Where is my parcel now?');`,
    by: 'hand',
    rules: ticketRules,
    ends: 'answered',
    same: ['faq.question'],
  },
]
