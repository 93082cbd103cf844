import type { ColumnKind } from '../../../schema/schema.ts'
import type { PersonalKind } from '../finding.ts'

/** Where a word makes a column personal: anywhere, beside an address or a person, or only in a table whose rows are people. */
export type Reach = 'anywhere' | 'beside' | 'person'

/** How columns are called that hold one kind of personal data. */
export interface Entry {
  readonly kind: PersonalKind
  readonly where: Reach
  readonly columnKinds: readonly ColumnKind[]
  /** Lower case without accents; `date-of-birth` stands for dateofbirth, date_of_birth and DateOfBirth alike. */
  readonly terms: ReadonlySet<string>
  /** The parts of the terms, by which words that are glued together are told apart. */
  readonly parts: readonly string[]
  /** What else the name may say: anything that makes it no other thing, or only words that say nothing. */
  readonly beside: 'anything' | 'nothing' | 'a person'
  /** Only where another column of the table is a street, as for a number or a second line. */
  readonly afterStreet: boolean
  /** Words that make other columns something else, and these not: a `facebook_id` is one of a person. */
  readonly despite: ReadonlySet<string>
}

export const text: readonly ColumnKind[] = ['text', 'binary']
export const code: readonly ColumnKind[] = ['text', 'binary', 'integer']

export function entry(
  kind: PersonalKind,
  columnKinds: readonly ColumnKind[],
  where: Reach,
  words: string,
  more: { readonly beside?: Entry['beside']; readonly despite?: string; readonly afterStreet?: boolean } = {},
): Entry {
  const terms = listOf(words)
  return {
    kind,
    where,
    columnKinds,
    terms: new Set(terms.map((term) => term.replaceAll('-', ''))),
    parts: [...new Set(terms.flatMap((term) => term.split('-')))],
    beside: more.beside ?? 'anything',
    afterStreet: more.afterStreet ?? false,
    despite: new Set(listOf(more.despite ?? '')),
  }
}

export function listOf(words: string): string[] {
  return words.split(/\s+/).filter(Boolean)
}
