import { expect, it } from 'vitest'
import { dropTexts } from '../../../shared/schema/drop-texts.ts'
import type { Schema } from '../../../shared/schema/schema.ts'
import type { VerifyContext } from '../../../shared/steps/checks/context.ts'
import { checkStructure } from '../../../shared/steps/checks/structure.ts'
import { schema, table } from '../policy/describe-schema.ts'

const desks = table('desks', { id: 'int', place: 'varchar(40)' })
const source = schema({
  ...desks,
  createSql: "CREATE TABLE `desks` (\n  `id` int,\n  `place` varchar(40) DEFAULT 'hall' COMMENT 'who'\n)",
  columns: desks.columns.map((column) =>
    column.name === 'place' ? { ...column, comment: 'who', defaultSql: "'hall'" } : column,
  ),
})
const dropped = { comments: true, defaults: ['desks.place'] }
const check = (stored: Schema) => {
  const plan = { schema: dropTexts(source, dropped), tables: [{ table: 'desks' }], skippedTables: [], dropped }
  return checkStructure({ plan, stored } as unknown as VerifyContext)
}

it('are missed in staging where the policy drops them, and refused where they stay', () => {
  expect(check(dropTexts(source, dropped)).findings).toEqual([])
  expect(check(source).findings).toEqual([
    'desks: column place has a comment, which the policy drops',
    'desks: column place has a default, which the policy drops',
  ])
})
