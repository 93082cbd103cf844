import type { Transformer } from '../transformer.ts'

/** A transformer from a file of the user's: it masks whole values; formats and rules for parts of a text stay nightmask's own. */
export type CustomTransformer = Omit<Transformer, 'inside' | 'parts'>

/** A file of transformers, ready to be evaluated anywhere: types are gone, and what it imports of the user's is in it. JSON-safe. */
export interface CustomSource {
  /** As messages and the audit record name it: relative to nightmask.yaml. */
  readonly file: string
  /** As TransformerOrigin has it. */
  readonly digest: string
  /** JavaScript, a module. */
  readonly code: string
}

/** One file's transformers, checked. */
export interface CustomFile {
  readonly source: CustomSource
  readonly transformers: readonly CustomTransformer[]
}
