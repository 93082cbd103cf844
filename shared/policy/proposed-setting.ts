import type { Plain } from './condition/condition.ts'

/** What a copy of production should not hold as production does, as `init` proposes it for `staging.settings`; nothing is done by it. */
export interface ProposedSetting {
  readonly table: string
  /** Rows whose column holds one of these; null for every row. */
  readonly where: { readonly column: string; readonly names: readonly string[] } | null
  readonly set: Readonly<Record<string, Plain>>
  readonly blank: readonly string[]
  readonly empty: boolean
  /** Such as `mails that wait`. */
  readonly because: string
}
