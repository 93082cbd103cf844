import { z } from 'zod'
import type { StagingOwn } from '../policy/staging-own.ts'
import { datasetShape, referenceShape } from './dataset.ts'
import { deployShape } from './deploy.ts'
import { existingSecret } from './existing.ts'
import { notifyShape } from './notify.ts'
import { refreshShape } from './refresh.ts'
import { type SeedConfig, seedShape } from './seed.ts'
import { signatureShape } from './signature.ts'
import { stagingOwnShape } from './staging.ts'

const text = z.string().min(1)

/** A database by its URL or by the name of a secret that holds one. */
const endpoint = { url: text.optional(), secret: text.optional() }
const isOne = (value: { url?: unknown; secret?: unknown }) => (value.url === undefined) !== (value.secret === undefined)
const oneOf = { error: 'has to have either url or secret' }

/** Where the policy is when nightmask.yaml does not say. */
export const defaultPolicy = 'policy.yaml'

/** The shape of nightmask.yaml; nightmask.schema.json is made from it. */
export const configShape = z.strictObject({
  source: z.strictObject({ ...endpoint, mode: z.enum(['live', 'clone']).default('live') }).refine(isOne, oneOf),
  staging: z.strictObject({ ...endpoint, ...stagingOwnShape }).refine(isOne, oneOf),
  key: z.union([z.strictObject({ file: text }), existingSecret]).default({ file: '.nightmask-key/key' }),
  /** Left out: on AWS the stack makes a key, elsewhere it is derived from the pseudonym key. */
  signature: signatureShape.optional(),
  artifacts: text.default('file:.nightmask'),
  policy: text.default(defaultPolicy),
  /** Files of transformers of your own, relative to this one; `*` stands for any name. */
  transformers: z.array(text).default([]),
  datasets: z.record(z.string(), datasetShape).default({}),
  /** References that the schema does not declare, for datasets. */
  references: z.array(referenceShape).default([]),
  seed: seedShape.prefault({}),
  refresh: refreshShape.prefault({}),
  notify: notifyShape.default({}),
  deploy: deployShape.optional(),
})

/** nightmask.yaml with the flags laid over it, parsed. It holds passwords: never log it. */
export type Config = Omit<z.infer<typeof configShape>, 'seed'> & {
  readonly seed: SeedConfig
  /** What `staging` says about rows and tables, with its lines. */
  readonly own: StagingOwn
}
