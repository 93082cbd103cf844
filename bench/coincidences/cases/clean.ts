import type { Case } from '../case.ts'

const surnames = `CREATE TABLE people (id INT PRIMARY KEY AUTO_INCREMENT, first_name VARCHAR(40), last_name VARCHAR(40));
INSERT INTO people (first_name, last_name) VALUES ('April','Green'),('Jordan','Brown'),('Olive','White'),('May','Gray'),('Georgia','Black'),('June','Redmond'),('Chad','Winter'),('Tamar','Falk');`
const surnameRules = { 'people.first_name': 'first_name', 'people.last_name': 'last_name' }
const list = (table: string, column: string, ...values: string[]) =>
  `CREATE TABLE ${table} (id INT PRIMARY KEY AUTO_INCREMENT, ${column} VARCHAR(60));
INSERT INTO ${table} (${column}) VALUES ${values.map((value) => `('${value}')`).join(',')};`
const address = `CREATE TABLE address (id INT PRIMARY KEY AUTO_INCREMENT, alias VARCHAR(32), street VARCHAR(100), city VARCHAR(60));
INSERT INTO address (alias, street, city) VALUES ('12 Larch Gate','12 Larch Gate','Aldbury'),('home','4 Fen Row','Corve'),('suppliers','9 Hill End','Aldbury'),('search','Jordan','Mellis');`

/** Names that are words, words that are names, and columns that are masked for some of their cells. */
export const cleanCases: readonly Case[] = [
  {
    title: 'colours are surnames',
    sql: surnames + list('paints', 'paint', 'green', 'brown', 'white', 'gray', 'black'),
    by: 'hand',
    rules: surnameRules,
    ends: 'published',
    same: ['paints.paint'],
  },
  {
    title: 'colours are surnames, by init',
    sql: surnames + list('paints', 'paint', 'Green', 'Brown', 'White', 'Gray', 'Black'),
    by: 'init',
    ends: 'published',
    same: ['paints.paint'],
  },
  {
    title: 'months are first names',
    sql: surnames + list('months', 'title', 'March', 'April', 'May', 'June', 'July'),
    by: 'init',
    ends: 'published',
    same: ['months.title'],
  },
  {
    title: 'countries are first names',
    sql: surnames + list('countries', 'country', 'Jordan', 'Georgia', 'Chad', 'Norway'),
    by: 'init',
    ends: 'published',
    same: ['countries.country'],
  },
  {
    title: 'a plant is a first name',
    sql: surnames + list('plants', 'plant', 'Olive', 'Fern', 'Yucca', 'Agave', 'Moss'),
    by: 'init',
    ends: 'published',
    same: ['plants.plant'],
  },
  {
    title: 'the brands of a shop are surnames',
    sql: `${surnames}${list('brands', 'brand', 'Redmond', 'Falk', 'Winterhus')}INSERT INTO people (first_name, last_name) VALUES ('Ede','Winterhus');`,
    by: 'hand',
    rules: surnameRules,
    ends: 'answered',
    same: ['brands.brand'],
  },
  {
    title: 'an address is called like its street, another one like a page',
    sql:
      address +
      list('pages', 'controller', 'suppliers', 'basket', 'imprint') +
      list('modules', 'name', 'basket', 'feeds', 'banners'),
    by: 'init',
    ends: 'published',
    same: ['pages.controller', 'modules.name'],
  },
  {
    title: 'a street is called like a country',
    sql: address + list('countries', 'country', 'Jordan', 'Norway', 'Malta', 'Peru'),
    by: 'init',
    ends: 'published',
    same: ['countries.country'],
  },
  {
    title: 'a branch is in a city where people live',
    sql: address + list('branches', 'town', 'Aldbury', 'Oxley', 'Thorpe', 'Wick'),
    by: 'init',
    ends: 'published',
    same: ['branches.town'],
  },
  {
    title: 'an alias is a label of an ENUM',
    sql: `${address}CREATE TABLE pages (id INT PRIMARY KEY AUTO_INCREMENT, controller ENUM('index','suppliers','search') NOT NULL);
INSERT INTO pages (controller) VALUES ('index'),('suppliers');`,
    by: 'init',
    ends: 'published',
    same: ['pages.controller'],
  },
  {
    title: 'a product code is a login with digits',
    sql: list('codes', 'code', 'tamsin9', 'lumen4', 'orbit7'),
    by: 'hand',
    ends: 'answered',
    same: ['codes.code'],
  },
  {
    title: 'a page names the address of somebody who works there',
    sql: `CREATE TABLE cms (id INT PRIMARY KEY AUTO_INCREMENT, content TEXT);
INSERT INTO cms (content) VALUES ('Write to ovid@mail.example for keys.'),('Opening hours are from nine to five.'),('There is a bus.');`,
    by: 'hand',
    ends: 'answered',
    same: ['cms.content'],
  },
  {
    title: 'a page names the address of somebody who works there, by init',
    sql: `CREATE TABLE cms (id INT PRIMARY KEY AUTO_INCREMENT, content TEXT);
INSERT INTO cms (content) VALUES ('Write to ovid@mail.example for keys.'),('Opening hours are from nine to five.'),('There is a bus.');`,
    by: 'init',
    ends: 'published',
  },
  {
    title: 'two people have one single name',
    sql: list('labels', 'label', 'Ilse', 'North', 'South'),
    by: 'hand',
    ends: 'published',
    same: ['labels.label'],
  },
  {
    title: 'the same page names two people',
    sql: `CREATE TABLE cms (id INT PRIMARY KEY AUTO_INCREMENT, content TEXT);
INSERT INTO cms (content) VALUES ('Founded by Ilse Kramer and Ovid Karlsen.'),('There is a bus.');`,
    by: 'hand',
    ends: 'answered',
    same: ['cms.content'],
  },
]
