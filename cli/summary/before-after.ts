import { columns, cut } from '../display/columns.ts'
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
  const show = (value: string | null) => cut(value?.replaceAll(/\s+/g, ' ') ?? 'NULL', room)
  const cells = rows.flatMap((row) => [
    ...row.map(({ name, before, after }) => [
      paint('dim', name),
      show(before),
      before === after ? paint('dim', show(after)) : paint('green', show(after)),
    ]),
    ['', '', ''],
  ])
  return columns([['', paint('bold', 'production'), paint('bold', 'staging')], ...cells.slice(0, -1)])
}
