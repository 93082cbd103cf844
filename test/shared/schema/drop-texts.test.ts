import { expect, it } from 'vitest'
import { dropTexts } from '../../../shared/schema/drop-texts.ts'
import { schema, table } from '../policy/describe-schema.ts'

const createSql = `CREATE TABLE \`desks\` (
  \`id\` int NOT NULL COMMENT 'number, DEFAULT ''1''',
  \`comment\` varchar(40) DEFAULT 'ask COMMENT ''x''' COMMENT 'who, else (nobody)',
  \`made\` timestamp NOT NULL DEFAULT (now() + interval (1) day) ON UPDATE CURRENT_TIMESTAMP,
  \`hidden\` varchar(9) DEFAULT 'no' /*!80023 INVISIBLE */,
  KEY \`by_comment\` (\`comment\`) COMMENT 'of old'
) ENGINE=InnoDB COMMENT='all desks'
/*!50100 PARTITION BY RANGE (\`id\`)
(PARTITION p0 VALUES LESS THAN MAXVALUE COMMENT = 'east' ENGINE = InnoDB) */`
const desks = {
  ...table('desks', { id: 'int', comment: 'varchar(40)', made: 'timestamp', hidden: 'varchar(9)' }),
  createSql,
}
const dropped = (comments: boolean, ...defaults: string[]) =>
  dropTexts(schema(desks), { comments, defaults }).tables[0]!.createSql

it('takes every comment out of a table, and nothing else', () => {
  expect(dropped(true)).toBe(`CREATE TABLE \`desks\` (
  \`id\` int NOT NULL,
  \`comment\` varchar(40) DEFAULT 'ask COMMENT ''x''',
  \`made\` timestamp NOT NULL DEFAULT (now() + interval (1) day) ON UPDATE CURRENT_TIMESTAMP,
  \`hidden\` varchar(9) DEFAULT 'no' /*!80023 INVISIBLE */,
  KEY \`by_comment\` (\`comment\`)
) ENGINE=InnoDB
/*!50100 PARTITION BY RANGE (\`id\`)
(PARTITION p0 VALUES LESS THAN MAXVALUE ENGINE = InnoDB) */`)
})

it('takes the default of a column out, and what stands behind it stays', () => {
  expect(dropped(false, 'desks.comment', 'desks.made', 'desks.hidden')).toBe(
    createSql
      .replace(" DEFAULT 'ask COMMENT ''x'''", '')
      .replace(' DEFAULT (now() + interval (1) day)', '')
      .replace(" DEFAULT 'no'", ''),
  )
  expect(dropped(false)).toBe(createSql)
})
