import { hash } from 'node:crypto'

/** Words by the name of their list, in the order of the file. */
export type Lists = ReadonlyMap<string, readonly string[]>

/**
 * The values of one row as SQL. A pattern is one of several texts (`a | b`), in which `<n>` is the row's number, `<town>` a word of a
 * list, `<town:2>` another one, `<town@shop>` the one that the same row of table `shop` has, `<1950..2005>` a number, `<##>`
 * digits, `<xx>` hexadecimal digits and `<size town>` the length in bytes. NULL and X'..' are written as they are.
 */
export function rowSql(
  table: string,
  row: number,
  columns: readonly { readonly column: string; readonly pattern: string }[],
  lists: Lists,
): string {
  return columns
    .map(({ column, pattern }) => {
      const texts = pattern.split(' | ')
      // In turn and not by chance, so that a rare text comes as often as it is listed.
      const text = texts[(row - 1) % texts.length] ?? ''
      return quote(expand(text.trim(), { table, column, row, lists }))
    })
    .join(', ')
}

interface Place {
  readonly table: string
  readonly column: string
  readonly row: number
  readonly lists: Lists
}

function expand(text: string, place: Place): string {
  let at = 0
  return text.replaceAll(/<([^<>]+)>/g, (whole, inside: string) => value(inside, place, at++) ?? whole)
}

function value(inside: string, place: Place, at: number): string | null {
  if (inside === 'n') return String(place.row)
  const [, low, high] = /^(\d+)\.\.(\d+)$/.exec(inside) ?? []
  if (low && high) {
    const number = Number(low) + (chance(place, `${place.column} ${at}`) % (Number(high) - Number(low) + 1))
    return String(number).padStart(low.length, '0')
  }
  if (/^#+$/.test(inside)) return digits(place, at, inside.length, 10)
  if (/^x+$/.test(inside)) return digits(place, at, inside.length, 16)
  const sized = inside.startsWith('size ')
  const [, list = '', salt = '', table = place.table] =
    /^(\w+)(?::(\w+))?(?:@(\w+))?$/.exec(sized ? inside.slice(5) : inside) ?? []
  const words = place.lists.get(list)
  if (!words) return null
  const word = words[chance({ ...place, table }, `${list} ${salt}`) % words.length]!
  return sized ? String(Buffer.byteLength(word)) : word
}

function digits(place: Place, at: number, length: number, base: 10 | 16): string {
  return Array.from({ length }, (_, digit) =>
    (chance(place, `${place.column} ${at} ${digit}`) % base).toString(base),
  ).join('')
}

/** The same for the same table, row and purpose: a person's name is the same in all columns of a row. */
function chance({ table, row }: Place, purpose: string): number {
  return hash('sha256', `${table} ${row} ${purpose}`, 'buffer').readUInt32BE(0)
}

function quote(text: string): string {
  return text === 'NULL' || /^X'[0-9a-f]*'$/i.test(text) ? text : `'${text.replaceAll(/['\\]/g, '\\$&')}'`
}
