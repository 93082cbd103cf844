import { columns, cut, wrap } from '../display/columns.ts'
import type { Look } from '../display/look.ts'

/** One row by its cells, as it is in production and in staging. */
export type BeforeAfter = readonly {
  readonly name: string
  readonly before: string | null
  readonly after: string | null
}[]

/** Rows side by side. Only for data that is nobody's: it prints what production holds. */
export function beforeAfterLines(rows: readonly BeforeAfter[], { width, paint }: Look): string[] {
  const names = rows.flatMap((row) => row.map(({ name }) => name.length))
  const room = Math.max(12, Math.floor((width - 2 - Math.max(0, ...names) - 4) / 2))
  const cells = rows.flatMap((row) => [
    ['', '', ''],
    ...row.flatMap(({ name, before, after }) => {
      const [left, right] = [inLines(before, room), inLines(after, room)]
      return Array.from({ length: Math.max(left.length, right.length) }, (_, at) => [
        at === 0 ? paint('dim', name) : '',
        left[at] ?? '',
        paint(before === after ? 'dim' : 'green', right[at] ?? ''),
      ])
    }),
  ])
  return columns([['', paint('bold', 'production'), paint('bold', 'staging')], ...cells.slice(1)])
}

/** At most two lines: enough for a comment to be understood. */
function inLines(value: string | null, width: number): string[] {
  const [first = '', ...rest] = wrap(value ?? 'NULL', width)
  return [first, ...(rest.length > 0 ? [rest.join(' ')] : [])].map((line) => cut(line, width))
}
