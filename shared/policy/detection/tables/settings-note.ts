/** What `init` did with a table of settings or attributes, for its summary and as a comment in the policy. */
export interface SettingsNote {
  readonly table: string
  readonly about: 'people' | 'things'
  readonly by: string
  /** The columns that hold the values. */
  readonly values: readonly string[]
  /** Different names in the sampled rows. */
  readonly names: number
  /** Names whose values have a rule of their own, by column. */
  readonly ruled: readonly { readonly column: string; readonly name: string; readonly because: string }[]
  /** Names that could not be written down, since they mention somebody themselves. */
  readonly unwritten: number
  /** Why staging may want a table of its own: site URLs, mail hosts, secrets. */
  readonly owned: readonly string[]
}

const mostTold = 6

/** `settings by name, 244 names: 3 have rules of their own (site_mail: …), all others are kept`. */
export function describeSettings({ about, by, names, ruled, unwritten }: SettingsNote): string {
  const what = about === 'people' ? 'attributes' : 'settings'
  const listed = ruled.slice(0, mostTold).map(({ name, because }) => `${name}: ${because}`)
  const more = ruled.length > listed.length ? `, and ${ruled.length - listed.length} more` : ''
  const told =
    ruled.length === 0
      ? 'all are kept as they are'
      : `${ruled.length} ${ruled.length === 1 ? 'has a rule' : 'have rules'} of ${ruled.length === 1 ? 'its' : 'their'} own (${listed.join(', ')}${more}), all others are kept`
  const hidden = unwritten > 0 ? `; ${unwritten} mention somebody in the name itself: look at them` : ''
  return `${what} by ${by}, ${names} names sampled: ${told}${hidden}`
}

/** Why `keep_tables` may suit it better, null where nothing speaks for it. */
export function proposeKeeping({ table, owned }: SettingsNote): string | null {
  if (owned.length === 0) return null
  return `${table} holds ${owned.join(', ')}: where staging has its own, name it under keep_tables in nightmask.yaml`
}
