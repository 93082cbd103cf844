import { z } from 'zod'

const name = z.string().min(1)
const names = z.array(name).min(1)
const depth = z.int().min(1).max(50)

/** Rows that belong to rows of the dataset: those of a table that refer to them. A name alone means all its references. */
export const childShape = z.union([
  name,
  z
    .strictObject({
      table: name,
      /** Only the reference over these columns. */
      columns: names.optional(),
      /** Levels below the rows asked for down to which they are followed; the dataset's own when left out. */
      depth: depth.optional(),
      /** At most so many children of one row, the first in key order. */
      limit: z.int().min(1).optional(),
      /** Children of every row, also of rows that are there only because others need them. */
      of_needed: z.boolean().default(false),
    })
    .refine(({ depth, of_needed }) => !(of_needed && depth !== undefined), {
      error: 'has either depth or of_needed: children of every row are followed at every depth',
    }),
])

/** A named, foreign-key-closed part of the source: the rows asked for, all that they need, and children by choice. */
export const datasetShape = z.strictObject({
  from: name,
  /** SQL condition on `from`; it runs on the read-only source connection only. */
  where: name.optional(),
  limit: z.int().min(1).optional(),
  percent: z.number().gt(0).max(100).optional(),
  /** Which rows `limit` takes: by a keyed hash of the key (spread evenly, the same every time), or first or last in key order. */
  sample: z.enum(['hash', 'first', 'last']).default('hash'),
  children: z.union([z.enum(['none', 'all']), z.array(childShape).min(1)]).default('none'),
  /** Levels of children below the rows asked for. */
  depth: depth.default(3),
  /** Whether it is published although no row meets `where`. */
  allow_empty: z.boolean().default(false),
  max_rows: z.int().min(1).max(10_000_000).default(100_000),
  max_seconds: z.int().min(1).max(3600).default(60),
  /** Schema of its own on the staging server; staging's name and the dataset's when left out. */
  schema: z.string().min(1).max(64).optional(),
  /** Days after which the schema may be dropped. */
  expires_days: z.number().positive().max(365).default(7),
})

/** A reference that the schema does not declare: columns that mean a key of another table, always or under conditions. */
export const referenceShape = z.strictObject({
  table: name,
  columns: names,
  references: name,
  referenced_columns: names,
  /** Values of other columns under which it holds, such as `commentable_type: Post`. */
  when: z.record(name, z.string()).default({}),
})

export type Dataset = z.infer<typeof datasetShape>
export type VirtualReference = z.infer<typeof referenceShape>
