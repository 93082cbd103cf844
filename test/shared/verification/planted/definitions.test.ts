import { expect, it } from 'vitest'
import { foundInDefinitions, type Sort, values } from './values.ts'

const kinds: readonly Sort[] = ['name', 'email', 'phone', 'login', 'id', 'iban', 'street']

/** A definition in the words of either server, with a value somewhere in it; null where the value cannot stand there. */
type Place = (value: string, sort: Sort) => string | null

const table = (parts: string, options = '') =>
  `CREATE TABLE \`t\` (\n  \`id\` int NOT NULL,\n  ${parts}\n) ENGINE=InnoDB${options}`
const view = (select: string) =>
  `CREATE ALGORITHM=UNDEFINED SQL SECURITY DEFINER VIEW \`v\` AS select ${select} from \`t\``
const body = (statements: string) => `CREATE PROCEDURE \`p\`()\nBEGIN ${statements} END`
const word = (value: string) =>
  value
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\p{L}\d]+/gu, '_')
const hex = (value: string) => Buffer.from(value).toString('hex')
const digits = (value: string) => value.replaceAll(/\D/g, '')
/** As a name without back-ticks: letters, digits and _, which only the body of a program has as somebody wrote it. */
const bare =
  (plant: (name: string) => string): Place =>
  (value) =>
    plant(word(value).replace(/^_/, ''))
const number =
  (plant: (number: string) => string): Place =>
  (value, sort) =>
    ['phone', 'id', 'card'].includes(sort) ? plant(digits(value)) : null
const apart =
  (plant: (first: string, last: string) => string): Place =>
  (value) => {
    const at = value.indexOf(' ')
    return at < 0 ? null : plant(value.slice(0, at), value.slice(at + 1))
  }

const places: Readonly<Record<string, Place>> = {
  'the name of a table': (value) => `CREATE TABLE \`${value}\` (\n  \`id\` int NOT NULL\n) ENGINE=InnoDB`,
  'the name of a column': (value) => table(`\`${value}\` int DEFAULT NULL`),
  'the name of an index': (value) => table(`KEY \`${value}\` (\`id\`)`),
  'the name of a foreign key': (value) =>
    table(`CONSTRAINT \`${value}\` FOREIGN KEY (\`id\`) REFERENCES \`u\` (\`id\`)`),
  'the name of a CHECK': (value) => table(`CONSTRAINT \`${value}\` CHECK ((\`id\` > 0))`),
  'a word of a CHECK': (value) => table(`CONSTRAINT \`t_chk_1\` CHECK ((\`a\` <> _utf8mb4'${value}'))`),
  'a default': (value) => table(`\`a\` varchar(90) DEFAULT '${value}'`),
  'a default that is a number': number((value) => table(`\`a\` bigint(20) DEFAULT ${value}`)),
  'a default that is an expression': (value) => table(`\`a\` varchar(90) DEFAULT (concat(\`id\`,_utf8mb4'${value}'))`),
  'a default that is hex': (value) => table(`\`a\` varbinary(90) DEFAULT 0x${hex(value).toUpperCase()}`),
  'a generated column': (value) =>
    table(`\`a\` varchar(90) GENERATED ALWAYS AS (concat(\`id\`,_utf8mb4' of ${value}')) VIRTUAL`),
  'a functional index': (value) => table(`KEY \`a\` ((concat(\`id\`,_utf8mb4'${value}')))`),
  'a comment of a column': (value) => table(`\`a\` int DEFAULT NULL COMMENT 'as ${value} has it'`),
  'a comment of an index': (value) => table("KEY `a` (`id`) COMMENT 'of ".concat(value, "'")),
  'a comment of a table': (value) => table('`a` int', ` COMMENT='ask ${value}'`),
  'a label of an ENUM': (value) => table(`\`a\` enum('x','${value}') DEFAULT NULL`),
  'a label of a SET': (value) => table(`\`a\` set('${value}','y') CHARACTER SET latin1`),
  'an attribute of the engine': (value) =>
    table('`a` int', ` /*!80021 ENGINE_ATTRIBUTE='${JSON.stringify({ who: value })}' */`),
  'where another server is': (value) =>
    table('`a` int', ` CONNECTION='mysql://u@h/d?who=${encodeURIComponent(value)}'`),
  'a folder of a table': (value) => table('`a` int', ` DATA DIRECTORY='/mnt/${word(value)}/'`),
  'the name of a partition': (value) =>
    table('`a` int', `\n PARTITION BY LIST  COLUMNS(\`a\`)\n(PARTITION \`${value}\` VALUES IN ('x') ENGINE = InnoDB)`),
  'the name of a partition without back-ticks': bare((name) =>
    table('`a` int', `\n/*!50100 PARTITION BY HASH (\`id\`)\n(PARTITION ${name} ENGINE = InnoDB) */`),
  ),
  'the name of a part of a partition': bare((name) =>
    table(
      '`a` int',
      `\n/*!50100 PARTITION BY RANGE (\`id\`)\n(PARTITION p0 VALUES LESS THAN (9)\n (SUBPARTITION ${name} ENGINE = InnoDB)) */`,
    ),
  ),
  'a value of a partition': (value) =>
    table(
      '`a` int',
      `\n/*!50500 PARTITION BY LIST  COLUMNS(a)\n(PARTITION p1 VALUES IN ('${value}') ENGINE = InnoDB) */`,
    ),
  'a value of a partition in hex': (value) =>
    table(
      '`a` int',
      `\n/*!50500 PARTITION BY LIST  COLUMNS(a)\n(PARTITION p1 VALUES IN (_binary 0x${hex(value).toUpperCase()}) ENGINE = InnoDB) */`,
    ),
  'the bound of a partition': number((value) =>
    table(
      '`a` int',
      `\n/*!50100 PARTITION BY RANGE (\`a\`)\n(PARTITION p1 VALUES LESS THAN (${value}) ENGINE = InnoDB) */`,
    ),
  ),
  'a comment of a partition': (value) =>
    table('`a` int', `\n/*!50100 PARTITION BY HASH (\`id\`)\n(PARTITION p0 COMMENT = '${value}' ENGINE = InnoDB) */`),
  'the name of a view': (value) => `CREATE SQL SECURITY DEFINER VIEW \`${value}\` AS select 1 AS \`1\``,
  'a column of a view': (value) => view(`\`t\`.\`id\` AS \`${value}\``),
  'a condition of a view': (value) => `${view('`t`.`id` AS `id`')} where (\`t\`.\`a\` = '${value}')`,
  'a number in a view': number((value) => view(`${value} AS \`n\``)),
  'a number with a fraction in a view': number((value) => view(`${value}.0 AS \`n\``)),
  'hex in a view': (value) => view(`0x${hex(value)} AS \`h\``),
  'quoted hex in a view': (value) => view(`X'${hex(value)}' AS \`h\``),
  'a string of a body': (value) => body(`SET @a = '${value}';`),
  'a string in double quotes': (value) => body(`SET @a = "${value}";`),
  'a string of the national set': (value) => body(`SET @a = N'${value}';`),
  'a string in two parts': apart((first, last) => body(`SET @a = '${first}'\n  ' ${last}';`)),
  'a string with escapes': (value) => body(`SET @a = '\\n${value}\\t';`),
  'a name of a body': bare((name) => body(`DECLARE ${name} INT;`)),
  'a name of a body behind digits': bare((name) => body(`DECLARE 20_${name} INT;`)),
  'a name in capitals': bare((name) => body(`DECLARE ${name.toUpperCase()} INT;`)),
  'a variable of a session': bare((name) => body(`SET @${name} = 1;`)),
  'a label of a loop': bare((name) => body(`${name}: LOOP LEAVE ${name}; END LOOP;`)),
  'a comment of a body': (value) => body(`/* for ${value} */`),
  'a comment over several lines': apart((first, last) => body(`/* for ${first}\n * ${last}\n */`)),
  'a comment to the end of the line': (value) => body(`-- for ${value}\n`),
  'two comments to the end of the line': apart((first, last) => body(`-- for ${first}\n  -- ${last}\n`)),
  'a comment behind #': (value) => body(`# for ${value}\n`),
  'a comment that no server carries out': (value) => body(`/*!99999 ${value} */`),
  'a comment of a routine': (value) => `CREATE FUNCTION \`f\`() RETURNS int\n    COMMENT 'of ${value}'\nRETURN 1`,
  'a parameter': bare((name) => `CREATE FUNCTION \`f\`(${name} INT) RETURNS int\nRETURN 1`),
  'a trigger': (value) => `CREATE TRIGGER \`g\` BEFORE INSERT ON t FOR EACH ROW SET NEW.a = '${value}'`,
  'a comment of an event': (value) =>
    `CREATE EVENT \`e\` ON SCHEDULE EVERY 1 DAY DISABLE COMMENT '${value}' DO SET @x = 1`,
  'the body of an event': (value) =>
    `CREATE EVENT \`e\` ON SCHEDULE EVERY 1 DAY DISABLE DO UPDATE t SET a = 1 WHERE b = '${value}'`,
  'the name of an event': (value) => `CREATE EVENT \`${value}\` ON SCHEDULE EVERY 1 DAY DISABLE DO SET @x = 1`,
}

it('is found wherever a definition can hold it', () => {
  const planted = Object.entries(places).flatMap(([place, plant]) =>
    kinds.flatMap((sort) => {
      const text = plant(values[sort].value, sort)
      return text === null ? [] : [{ place, sort, text }]
    }),
  )
  const found = foundInDefinitions(planted)
  expect(planted.filter(({ sort }, at) => !found[at]!.has(sort)).map(({ place, sort }) => `${place}: ${sort}`)).toEqual(
    [],
  )
})

it('is found behind a backslash that escapes nothing, as the mode says under which it was written', () => {
  const text = body(`SET @a = 'C:\\'; SET @b = '${values.name.value}';`)
  expect(foundInDefinitions([{ text, sqlMode: 'STRICT_ALL_TABLES,NO_BACKSLASH_ESCAPES' }])).toEqual([new Set(['name'])])
})
