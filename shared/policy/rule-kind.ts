import type { ZodType } from 'zod'
import type { FormatPaths } from './inside/formats.ts'

/** What the policy has to know of a transformer; the transformers of shared/masking are such. */
export interface RuleKind {
  readonly name: string
  /** One sentence for editors and docs. */
  readonly summary: string
  /** Shape of its options, strict. */
  readonly options: ZodType
  /** True when the mask looks at the value itself, not only at what is drawn from it. */
  readonly readsValue: boolean
  /**
   * Set when fakes are not drawn from the value: `row`, from its primary key, so that no frequencies survive; `subject`, from the person
   * whom the row is about (option `of`, and `via` where no foreign key says which column of the table that is).
   */
  readonly drawsFrom?: 'row' | 'subject'
  /** What the rule replaces within the value, and by which rule each part is masked; null or absent where it replaces the whole value. */
  parts?(options: Readonly<Record<string, unknown>>): readonly PartRule[] | null
  /** Set for formats: the rule says by paths what is meant for what is in a value. */
  readonly inside?: FormatPaths
  /** The domain when the policy names none; '' when the rule draws nothing. */
  domain(options: Readonly<Record<string, unknown>>): string
}

/** What is looked for in a text by its form; a stranger is who is called as people are, and none of the database. */
export type PartFind = 'email' | 'phone' | 'card' | 'iban' | 'link' | 'network_address' | 'stranger'

export interface PartRule {
  readonly find: PartFind
  readonly mask: string
}

/** By the name that policy.yaml uses. */
export type RuleKinds = ReadonlyMap<string, RuleKind>
