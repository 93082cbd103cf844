import { z } from 'zod'

/** A named, foreign-key-closed part of the source. */
export const datasetShape = z.strictObject({
  from: z.string().min(1),
  /** SQL condition on `from`; it runs on the read-only source connection only. */
  where: z.string().min(1).optional(),
  limit: z.int().min(1).optional(),
  percent: z.number().gt(0).max(100).optional(),
})

/** A reference that the schema does not declare: columns that mean a key of another table. */
export const referenceShape = z.strictObject({
  table: z.string().min(1),
  columns: z.array(z.string().min(1)).min(1),
  references: z.string().min(1),
  referenced_columns: z.array(z.string().min(1)).min(1),
})

export type Dataset = z.infer<typeof datasetShape>
export type VirtualReference = z.infer<typeof referenceShape>
