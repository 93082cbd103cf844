import type { ZodType } from 'zod'
import type { FormatPaths } from '../policy/inside/formats.ts'
import type { PartRule } from '../policy/rule-kind.ts'
import type { Column } from '../schema/schema.ts'

/**
 * Random-looking choices drawn from HMAC-SHA-256(subkey, normalised value): the same value draws the same, for ever.
 * Every call consumes bytes of the stream, so the order of the calls matters.
 */
export interface Draw {
  /** 0, or how many fakes of the value were refused because they are real values. */
  readonly attempt: number
  /** Uniform integer in [0, bound); bound up to 2^32. */
  int(bound: number): number
  /** Uniform in [0, 1). */
  fraction(): number
  /** `length` characters of Crockford base32, lower case: 5 bits each. */
  tag(length: number): string
}

/** What a transformer is told of the column it works for, once, before the first row. */
export interface MaskContext {
  readonly table: string
  readonly column: Column
  readonly locale: string
  /** True when the column alone is a unique key (or the primary key). */
  readonly unique: boolean
  /** Longest result the column takes, in characters (text) or bytes (binary); Infinity without limit. */
  readonly maxLength: number
  /** For fakes drawn from a person: whether no two rows of the table are about the same one. */
  readonly subjectUnique: boolean
  /** The server's estimate of rows, for collision probabilities. */
  readonly rowsEstimate: number
  /** Whether the column's character set can hold a text. */
  holds(text: string): boolean
  /** Whether a text is, or holds as a phrase, a real value that the survey met; false at plan time. */
  isReal(text: string): boolean
  /** A subkey for a purpose of the transformer's own, such as FF1: HKDF over purpose and domain, 32 bytes; or `everywhere` the same. */
  subkey(purpose: string, within?: 'everywhere'): Uint8Array
}

/** Masks one non-NULL value. `value` is '' unless the transformer declares `readsValue`. Returning null stores NULL. */
export type Mask = (value: string, draw: Draw) => string | null

/** Whether the rule can work on the column: proven before the night, or why not. */
export type Proof = { readonly ok: true; readonly note?: string } | { readonly ok: false; readonly problem: string }

/** What it means when the leak check finds a real value of the column, see docs/threat-model.md. */
export type OriginalsKind =
  /** Nothing to find: keep, shuffle. */
  | 'none'
  /** The value identifies somebody: found anywhere, whole or within longer text, it is a leak. */
  | 'identifying'
  /** A person's name: as `identifying`, but a single word in kept text is only reported. */
  | 'name'
  /** What people write: a leak as a passage (five words) or with a number in it; short phrases are only reported. */
  | 'text'
  /** A word that many share (a city, a company, a gender): only reported. */
  | 'common'

/** What a rule makes, for `nightmask transformers` and the documentation; a test pins it. */
export interface Example {
  /** As policy.yaml says it; the table is `people`, its key `id`. */
  readonly rule: string
  /** Of the column, as SQL writes it. */
  readonly type: string
  /** Cells as the server sends them, of nobody. */
  readonly values: readonly string[]
}

/** One way to mask, one file each. `name` is what policy.yaml says. */
export interface Transformer {
  readonly name: string
  /** One sentence for docs and `init`. */
  readonly summary: string
  readonly examples: readonly Example[]
  /** Shape of the options, strict. */
  readonly options: ZodType
  /** True when the mask looks at the value itself, not only at what is drawn from it. */
  readonly readsValue: boolean
  /** True when the result takes its form from the value, so that no sample of it can be made without one. */
  readonly keepsForm?: true
  /** False when the result depends on nothing, such as a constant: then nothing is drawn. */
  readonly draws: boolean
  /**
   * What a fake is drawn from: the value (a pseudonym), the row's primary key (no frequencies survive), or the key of the person whom
   * the row is about (all that is drawn from it agrees).
   */
  readonly drawsFrom?: 'row' | 'subject'
  /** Set for what is drawn from the row and is one in all its columns of a domain, such as an address. */
  readonly oneForRow?: true
  /**
   * How a fake that equals a real value is replaced: by another draw; along a cycle, which keeps a permutation one (rows/redraw.ts); or by
   * the mask itself, which asks `isReal`.
   */
  readonly redraws?: 'walk' | 'self'
  /** Set where equal fakes of one person mean equal originals, though those of two people may be equal. */
  readonly oneToOneWithin?: 'subject'
  /** Whether fakes hold so many drawn bits that none is what another row keeps. */
  tagged?(options: Readonly<Record<string, unknown>>): boolean
  /** True when a fake could by chance equal a real value: then the survey digests the originals and such fakes are drawn again. */
  readonly avoidsOriginals: boolean
  readonly originals: OriginalsKind | ((options: Readonly<Record<string, unknown>>) => OriginalsKind)
  /** What the rule replaces within the value, each part by the mask of a transformer; null or absent where it replaces the whole value. */
  parts?(options: Readonly<Record<string, unknown>>): readonly PartRule[] | null
  /** Set for formats, which masking/inside carries out: rules for what is in a value. */
  readonly inside?: FormatPaths
  /** The domain when the policy names none. */
  domain(options: Readonly<Record<string, unknown>>): string
  /** Length, type, NULL and uniqueness: checked at plan time, so that the night meets no surprise. */
  prove(context: MaskContext, options: Readonly<Record<string, unknown>>): Proof
  compile(context: MaskContext, options: Readonly<Record<string, unknown>>): Mask
  /** For proofs, a value in the form of the fakes, where a fake itself takes long to make. */
  example?(options: Readonly<Record<string, unknown>>): string
  /**
   * For the leak check, whether all words of a phrase, folded as it compares them, are of the rule's own making: found in a column of
   * this rule they prove nothing. Without it, a rule that does not read the value may have made anything, and one that does nothing.
   */
  recogniser?(context: MaskContext, options: Readonly<Record<string, unknown>>): (words: readonly string[]) => boolean
  /** The words that fakes are drawn from, for the leak check: a real name that is one of them is no proof of a leak. */
  pool?(options: Readonly<Record<string, unknown>>, locale: string): readonly string[]
}
