import { z } from 'zod'
import { lineOf, type Placed } from '../policy/file/placed-yaml.ts'
import type { OwnCase, OwnRow } from '../policy/own-case.ts'

const text = z.string().min(1)
const column = text.optional()
const value = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  /** The key of an own row, by its name or its case's name. */
  z.strictObject({ row: text, column }),
  /** The key of any row of a table that staging has already. */
  z.strictObject({ any: text, column }),
])
const values = z.record(z.string(), value)

/** An edge case of one's own: the row that a tester looks up, and rows that it needs or that belong to it. */
const ownCase = z.strictObject({
  name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'has to be lower case with hyphens, like vip-customer' }),
  description: text,
  table: text,
  values: values.default({}),
  rows: z.array(z.strictObject({ name: text.optional(), table: text, values })).default([]),
})

/** What is seeded after every refresh. */
export const seedShape = z.strictObject({
  value: z.int().min(0).default(42),
  edge_cases: z.array(z.enum(['shop', 'schema'])).default([]),
  cases: z.array(ownCase).superRefine(refuseNames).default([]),
})

export type SeedConfig = Omit<z.infer<typeof seedShape>, 'cases'> & { readonly cases: readonly OwnCase[] }

/** Notes with every row of the own cases where it stands in `root`, the whole file. */
export function placeCases(seed: SeedConfig, root: Placed, file: string): SeedConfig {
  const placeRow = <Row extends OwnRow>(row: Row, path: readonly PropertyKey[]): Row => {
    const lineAt = (...steps: PropertyKey[]) => lineOf(root, ['seed', 'cases', ...path, ...steps])
    const lines = Object.keys(row.values).map((column) => [column, lineAt('values', column)] as const)
    return { ...row, place: { file, line: lineAt('table'), lines: Object.fromEntries(lines) } }
  }
  const cases = seed.cases.map((own, at) => ({
    ...placeRow(own, [at]),
    rows: own.rows.map((row, n) => placeRow(row, [at, 'rows', n])),
  }))
  return { ...seed, cases }
}

/** Names that come twice, and references to names that nobody has. */
function refuseNames(cases: readonly OwnCase[], context: z.core.$RefinementCtx): void {
  const names = new Set<string>()
  const refuse = (path: PropertyKey[], message: string) => context.addIssue({ code: 'custom', path, message })
  const add = (name: string, path: PropertyKey[]) => {
    if (names.has(name)) refuse(path, 'is the name of another row too')
    names.add(name)
  }
  for (const [at, { name, rows }] of cases.entries()) {
    add(name, [at, 'name'])
    for (const [row, { name }] of rows.entries()) if (name !== undefined) add(name, [at, 'rows', row, 'name'])
  }
  const rowsOf = ({ values, rows }: OwnCase, at: number) => [
    { values, path: [at, 'values'] as PropertyKey[] },
    ...rows.map((row, n) => ({ values: row.values, path: [at, 'rows', n, 'values'] as PropertyKey[] })),
  ]
  for (const { values, path } of cases.flatMap(rowsOf))
    for (const [column, value] of Object.entries(values))
      if (typeof value === 'object' && value && 'row' in value && !names.has(value.row))
        refuse([...path, column, 'row'], 'is the name of no row of `cases`')
}
