import { z } from 'zod'
import { fakerMethods } from '../../masking/transformers/faker-methods/methods.ts'

const share = z.number().min(0).max(1)
const day = z.iso.date()
const bound = z.union([z.string(), z.number()])

/** What of one column differs from what its type and name suggest. CHECKs and keys hold all the same. */
const columnShape = z.strictObject({
  /** Values to draw from, or values with their weights. */
  values: z.union([z.array(bound).min(1), z.record(z.string(), z.int().min(0).max(1000))]).optional(),
  /** A faker method by name, such as `location.city`. */
  faker: z
    .string()
    .regex(/^[a-z]\w+\.[a-z]\w+$/i, { error: 'has to be a faker method such as location.city' })
    .meta({ anyOf: fakerMethods })
    .optional(),
  /** Smallest and largest value, as one writes it for the column. */
  min: bound.optional(),
  max: bound.optional(),
  /** Share of NULL. */
  nulls: share.optional(),
})

const tableShape = z.strictObject({
  count: z
    .int()
    .min(0)
    .max(2 ** 32)
    .optional(),
  nulls: share.optional(),
  columns: z.record(z.string(), columnShape).default({}),
})

/** The shape file of a schema that is not the shop: everything has a default. */
export const schemaShape = z.strictObject({
  seed: z.int().min(0).default(42),
  locale: z.string().default('en'),
  /** Rows of a table that says nothing else. */
  rows: z
    .int()
    .min(0)
    .max(2 ** 32)
    .default(100),
  /** Nothing happens outside these days, whatever today is. */
  dates: z
    .strictObject({ from: day.default('2022-01-01'), to: day.default('2026-10-31') })
    .prefault({})
    .refine(({ from, to }) => from <= to, 'needs from before to'),
  /** Share of NULL in columns that allow it. */
  nulls: share.default(0.1),
  tables: z.record(z.string(), tableShape).default({}),
})

export type SchemaShape = z.infer<typeof schemaShape>
export type ColumnShape = z.infer<typeof columnShape>

type TableShape = z.infer<typeof tableShape>

/** What the shape says of a table, which may be called `constructor`. */
export function shapeOfTable({ tables }: SchemaShape, table: string): TableShape {
  return Object.hasOwn(tables, table) ? tables[table]! : { columns: {} }
}
