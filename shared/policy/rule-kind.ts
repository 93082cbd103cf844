import type { ZodType } from 'zod'

/** What the policy has to know of a transformer; the transformers of shared/masking are such. */
export interface RuleKind {
  readonly name: string
  /** One sentence for editors and docs. */
  readonly summary: string
  /** Shape of its options, strict. */
  readonly options: ZodType
  /** True when the mask looks at the value itself, not only at what is drawn from it. */
  readonly readsValue: boolean
  /** Set when fakes are drawn from the row and not from the value, so that no frequencies survive. */
  readonly drawsFrom?: 'row'
  /** What the rule replaces within the value, and by which rule each part is masked; null or absent where it replaces the whole value. */
  parts?(options: Readonly<Record<string, unknown>>): readonly PartRule[] | null
  /** The domain when the policy names none; '' when the rule draws nothing. */
  domain(options: Readonly<Record<string, unknown>>): string
}

export interface PartRule {
  readonly find: 'email' | 'phone'
  readonly mask: string
}

/** By the name that policy.yaml uses. */
export type RuleKinds = ReadonlyMap<string, RuleKind>
