import { describeIssues } from '../../policy/file/describe-issues.ts'
import { type Placed, plainValue, readYaml } from '../../policy/file/placed-yaml.ts'
import { refuseProblems } from '../../policy/file/problems.ts'
import { type Shape, type ShapeOptions, type ShopTable, shapeShape, shopTables } from './shape.ts'

/** Reads a shape file, YAML or JSON, and lays the options over it. Every problem at once, with its line; UsageError. */
export function parseShape(text: string, file: string, options: ShapeOptions = {}): Shape {
  const { root, problems } = readYaml(text)
  refuseProblems(file, problems)
  const laid = withCounts(options.seed === undefined ? root : put(root, 'seed', given(options.seed)), options)
  const parsed = shapeShape.safeParse(plainValue(laid))
  if (parsed.success) return parsed.data
  refuseProblems(file, describeIssues(shapeShape, laid, parsed.error.issues))
  throw parsed.error
}

/** The default shape with these counts and this seed. */
export function shapeOf(options: ShapeOptions = {}): Shape {
  return parseShape('{}', 'options', options)
}

/** Each count as the options say, else the file, else in the proportions of the default shape: `--users 1000` alone is a shop. */
function withCounts(root: Placed, options: ShapeOptions): Placed {
  const counts: Partial<Record<ShopTable, number>> = {}
  return shopTables.reduce((laid, table) => {
    const part = at(laid, table) ?? { kind: 'map', line: 1, entries: [] }
    const own = at(part, 'count')
    const count = options[table] === undefined && own ? own : given(options[table] ?? usualCount(table, counts))
    counts[table] = Number(plainValue(count)) || 0
    return part.kind === 'map' ? put(laid, table, put(part, 'count', count)) : laid
  }, root)
}

function usualCount(table: ShopTable, { users = 0, products = 0 }: Partial<Record<ShopTable, number>>): number {
  const pairs = users * products
  return {
    users: 100,
    products: Math.ceil(users / 2),
    orders: pairs > 0 ? users * 5 : 0,
    reviews: Math.min(users * 2, Math.floor(pairs / 2)),
  }[table]
}

function at(placed: Placed, key: string): Placed | undefined {
  return placed.kind === 'map' ? placed.entries.find((entry) => entry.key === key)?.value : undefined
}

function put(placed: Placed, key: string, value: Placed): Placed {
  if (placed.kind !== 'map') return placed
  const others = placed.entries.filter((entry) => entry.key !== key)
  return { ...placed, entries: [...others, { key, line: value.line, value }] }
}

function given(value: number): Placed {
  return { kind: 'scalar', line: 1, value, text: String(value) }
}
