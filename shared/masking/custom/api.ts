/** What `nightmask/transformer` offers to transformers of your own; docs/custom-transformers.md has one that works. */
export { z } from 'zod'
export type { Draw, Example, Mask, MaskContext, OriginalsKind, Proof } from '../transformer.ts'
export { proveAll, proveKind, proveLength, proveUnique } from '../transformers/kinds.ts'
export type { CustomTransformer as Transformer } from './custom-transformer.ts'
