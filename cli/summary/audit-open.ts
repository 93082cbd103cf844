import type { ConfigFlags } from '../flags.ts'

/** What shows a record as a page, with the flags that said where the records are: without them it would look in another place. */
export function auditOpen({ artifacts, config }: Pick<ConfigFlags, 'artifacts' | 'config'>): string {
  const where = artifacts === undefined ? config && `-c ${word(config)}` : `--artifacts ${word(artifacts)}`
  return `nightmask audit open${where ? ` ${where}` : ''}`
}

/** As a shell reads it. */
function word(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
