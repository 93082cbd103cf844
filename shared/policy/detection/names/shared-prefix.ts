import type { Column, Table } from '../../../schema/schema.ts'
import { isPersonWord } from '../vocabulary/other-words.ts'
import { splitName } from './split-name.ts'

const fewestPrefixed = 4
const [shortestGlued, longestGlued] = [2, 4]
const mostGlued = 0.9
const mostWords = 0.6

/** What nearly all columns of a table begin with, as in QZFNAME and QZLNAME or in fam_name and fam_street; empty when there is nothing. */
export function sharedPrefix(table: Table): string {
  const names = table.columns.map(({ name }) => name.toLowerCase())
  if (names.length < fewestPrefixed) return ''
  const hasWords = table.columns.filter(({ name }) => /_|\p{Ll}\p{Lu}/u.test(name)).length * 2 > names.length
  return hasWords ? sharedWord(names) : gluedPrefix(names)
}

function gluedPrefix(names: readonly string[]): string {
  const [first = ''] = names
  for (let length = Math.min(longestGlued, first.length - 1); length >= shortestGlued; length--) {
    const prefix = first.slice(0, length)
    if (/^[a-z]+$/.test(prefix) && share(names, prefix) >= mostGlued) return prefix
  }
  return ''
}

// Whose address it is tells more than its prefix: `customer_name` is not stripped.
function sharedWord(names: readonly string[]): string {
  const prefixes = names.flatMap((name) => /^[a-z]+_/.exec(name)?.[0] ?? [])
  return prefixes.find((prefix) => share(names, prefix) >= mostWords && !isPersonWord(prefix.slice(0, -1))) ?? ''
}

function share(names: readonly string[], prefix: string): number {
  return names.filter((name) => name.startsWith(prefix)).length / names.length
}

/** The words of a column's name, and those behind the prefix of its table. */
export function readingsOf({ name }: Column, prefix: string): (readonly string[])[] {
  const whole = splitName(name)
  return prefix !== '' && name.toLowerCase().startsWith(prefix)
    ? [whole, splitName(name.slice(prefix.length))]
    : [whole]
}
