import type { Policy, Rule } from './rule.ts'

/** Accounts of which the policy says the password that staging has for all of them. */
export interface Login {
  readonly table: string
  /** The column that names the account, where one of it is masked so that it names it still; else null. */
  readonly account: string | null
  /** The column of the password. */
  readonly column: string
  readonly password: string
}

/** One for each table with a password rule that holds for every row. */
export function loginsOf({ tables }: Pick<Policy, 'tables'>): Login[] {
  return Object.entries(tables).flatMap(([table, entry]) => {
    if (entry.rows === 'skip') return []
    const columns = Object.entries(entry.columns)
    const [column, rule] = columns.find(([, { mask }]) => mask === 'password') ?? []
    return rule ? [{ table, account: accountOf(columns), column: column!, password: String(rule.options.value) }] : []
  })
}

function accountOf(columns: readonly (readonly [string, Rule])[]): string | null {
  const masked = ['username', 'email'].map((mask) => columns.find(([, rule]) => rule.mask === mask))
  return masked.find((found) => found !== undefined)?.[0] ?? null
}
