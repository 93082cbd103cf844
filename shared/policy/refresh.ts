/** How a night fills staging. */
export type Refresh = FullRefresh | ChangesRefresh

/** What tables depend on beyond their own rows; who compares rows need not know what rules do, which is most of the program. */
interface Dependence {
  /** Tables of which the survey digests real values. */
  readonly surveyed: readonly string[]
  /** Tables whose masks depend on these: fakes that equal one are drawn again. */
  readonly avoiding: readonly string[]
}

/** Every table is made anew and loaded whole. */
export interface FullRefresh extends Dependence {
  readonly kind: 'full'
  /** Half a sentence: why no generation is brought forward. */
  readonly why: string
  /** The schema of a kept generation that is of no use: it goes first, so that staging's server never holds four. Null where none is kept. */
  readonly drops: string | null
}

/** A generation that serves no more is brought forward: its rows are compared with the masked ones, and only others are written. */
export interface ChangesRefresh extends Dependence {
  readonly kind: 'changes'
  /** That generation: the run that published it, and the schema in which it is kept. */
  readonly base: { readonly runId: string; readonly schema: string }
  /** Nights by changes in a row, with this one. */
  readonly nights: number
  /** Tables that are compared row by row. */
  readonly compared: readonly ComparedTable[]
  /** Those that are loaded whole all the same, with half a sentence why. */
  readonly whole: readonly { readonly table: string; readonly why: string }[]
}

export interface ComparedTable {
  readonly table: string
  /** Whether nobody has written to it since, and all else that reuse asks for: chunks of which production holds the same rows stay as they are. */
  readonly reusable: boolean
  /** Whether somebody has written to it since it was published, or may have. */
  readonly written: boolean
  /** Whether a chunk that is masked just as that run had masked it tells that somebody wrote in staging whatever differs in it. */
  readonly told: boolean
  /** Rows that run seeded: they lie beyond the last key, and go. */
  readonly seeded: number
}

/** What the configuration says of it. */
export interface RefreshWish {
  readonly changes: 'auto' | 'never'
  /** After so many nights less one by changes comes a full one. */
  readonly fullEvery: number
}

/** Null for a table that is loaded whole. */
export function comparedIn({ refresh }: { readonly refresh?: Refresh }, table: string): ComparedTable | null {
  return (refresh?.kind === 'changes' && refresh.compared.find((entry) => entry.table === table)) || null
}

export function isCompared(plan: { readonly refresh?: Refresh }, table: string): boolean {
  return comparedIn(plan, table) !== null
}

export function isReusable(plan: { readonly refresh?: Refresh }, table: string): boolean {
  return comparedIn(plan, table)?.reusable ?? false
}

/** Whether any chunk may stay as it is. */
export function reusesSome({ compared }: Pick<ChangesRefresh, 'compared'>): boolean {
  return compared.some(({ reusable }) => reusable)
}

/** In sentences, for whoever runs it. */
export function describeRefresh(refresh: Refresh): string[] {
  if (refresh.kind === 'full') return [`A full night, because ${refresh.why}.`]
  const { base, compared, whole } = refresh
  const tables = compared.length === 1 ? '1 table is' : `${compared.length} tables are`
  return [
    `By changes: ${tables} compared row by row with what run ${base.runId} left.`,
    ...wholeByReason(whole).map((why) => `Loaded whole, because ${why}.`),
  ]
}

/** Each reason with the tables that it holds for: `it has no primary key: visits, clicks`. */
export function wholeByReason(whole: ChangesRefresh['whole']): string[] {
  const byReason = Map.groupBy(whole, ({ why }) => why)
  return [...byReason].map(([why, tables]) => `${why}: ${tables.map(({ table }) => table).join(', ')}`)
}
