import { publish } from '../../policy/file/json-schema.ts'
import { describeProperties, words } from '../../policy/file/words.ts'
import { schemaShape } from './schema-shape.ts'

/** The published JSON Schema of the shape of any schema, as schemas/schema-shape.schema.json holds it. */
export function schemaShapeJsonSchema(): Record<string, unknown> {
  const schema = publish(schemaShape, 'schema-shape', 'nightmask shape of any schema')
  describeProperties(schema, schemaShapeWords)
  return schema
}

const schemaShapeWords = words({
  seed: ['The same seed makes the same rows.', 42],
  locale: ["Language of invented words, one of faker's.", 'de'],
  rows: ['Rows of a table that says nothing else.', 1000],
  dates: [
    'Nothing happens outside these days, both inclusive, whatever today is.',
    { from: '2022-01-01', to: '2026-10-31' },
  ],
  'dates.from': ['The first day.', '2022-01-01'],
  'dates.to': ['The last day.', '2026-10-31'],
  nulls: ['Share of NULL in columns that allow it.', 0.1],
  tables: ['What of single tables differs.', { orders: { count: 5000 } }],
  'tables.*.count': ['Rows of the table.', 5000],
  'tables.*.nulls': ['Share of NULL in its columns that allow it.', 0.02],
  'tables.*.columns': [
    'What of single columns differs from what type and name suggest; CHECKs and keys hold all the same.',
    { status: { values: ['open', 'closed'] } },
  ],
  'tables.*.columns.*.values': ['Values to draw from, or values with their weights.', { open: 1, closed: 9 }],
  'tables.*.columns.*.faker': ['A faker method by name.', 'location.city'],
  'tables.*.columns.*.min': ['Smallest value, as one writes it for the column.', 0],
  'tables.*.columns.*.max': ['Largest value, as one writes it for the column.', '2026-10-31'],
  'tables.*.columns.*.nulls': ['Share of NULL.', 0.5],
})
