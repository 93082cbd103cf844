import type { Column, Table } from '../schema/schema.ts'
import { groupOf, type Identity, keyOf } from './identity.ts'
import type { Cell } from './key-lookup.ts'
import type { Descent, Reach } from './reach.ts'
import type { Reference } from './reference.ts'

/** What is read of each row of one table, and where it leads. Every key is a run of neighbouring cells. */
export interface Route {
  readonly table: Table
  readonly identity: Identity
  /** The cells of each lookup; the identity's come first. */
  readonly cells: readonly Cell[]
  readonly needs: readonly Need[]
  readonly descents: readonly (Descent & { readonly at: number })[]
}

/** A reference up: its key begins at cell `at`, its conditions stand at `when`. */
export interface Need {
  readonly reference: Reference
  readonly at: number
  readonly when: number
  readonly into: Channel
}

/** All lookups of rows of one table by the same columns and from the same types: each key is looked up once. */
export interface Channel {
  readonly target: Table
  readonly columns: readonly Column[]
  readonly types: readonly Column[]
  /** Where the target's own route holds `columns`. */
  readonly at: number
  /** Equal keys have equal bytes: integers on both sides. */
  readonly exact: boolean
  /** The key is the target's identity and in the same form: a row that is known need not be looked up. */
  readonly isIdentity: boolean
  /** Names of the references that lead in. */
  readonly names: string[]
}

/** The route of every table that can be reached, or the problems that stand against it. */
export function layRoutes(reach: Reach, tables: readonly Table[]): { routes: Map<string, Route>; problems: string[] } {
  const problems: string[] = []
  const drafts = new Map<string, Draft>()
  for (const table of tables.filter(({ name }) => reach.tables.has(name))) {
    const identity = identify(table, reach)
    if (typeof identity === 'string') problems.push(identity)
    else drafts.set(table.name, new Draft(table, identity))
  }
  if (problems.length > 0) return { routes: new Map(), problems }
  const channels = new Map<string, Channel>()
  for (const reference of reach.needs) {
    const target = drafts.get(reference.target.name)!
    drafts.get(reference.table.name)!.need(reference, channelInto(target, reference, channels))
  }
  for (const descent of reach.descents) drafts.get(descent.reference.target.name)!.descend(descent)
  return { routes: new Map([...drafts].map(([name, draft]) => [name, draft.route])), problems }
}

function identify(table: Table, { needs, descents }: Reach): Identity | string {
  const key = keyOf(table)
  if (key) return key
  const down = descents.filter(({ reference }) => reference.table === table)
  const limited = down.find(({ limit }) => limit !== null)
  if (limited) return `${table.name} has no primary key: its children cannot be limited, they have no order`
  return groupOf(
    table,
    down.map(({ reference }) => reference),
    needs.filter(({ target }) => target === table),
  )
}

function channelInto(target: Draft, reference: Reference, channels: Map<string, Channel>): Channel {
  const { columns: types, targetColumns: columns } = reference
  const id = JSON.stringify([
    reference.target.name,
    columns.map(({ name }) => name),
    types.map(({ kind, charset }) => [kind, charset]),
  ])
  const known = channels.get(id)
  if (known) {
    known.names.push(reference.name)
    return known
  }
  const exact = [...columns, ...types].every(({ kind }) => kind === 'integer')
  const isAlike = columns.every(({ kind, charset }, n) => kind === types[n]!.kind && charset === types[n]!.charset)
  const at = target.place(columns)
  const isIdentity = isAlike && at === 0 && columns.length === target.route.identity.columns.length
  const channel = { target: reference.target, columns, types, at, exact, isIdentity, names: [reference.name] }
  channels.set(id, channel)
  return channel
}

/** A route while it is laid: cells are added as they are needed. */
class Draft {
  readonly route: Route
  readonly #cells: Cell[] = []
  readonly #needs: Need[] = []
  readonly #descents: (Descent & { at: number })[] = []

  constructor(table: Table, identity: Identity) {
    this.route = { table, identity, cells: this.#cells, needs: this.#needs, descents: this.#descents }
    this.place(identity.columns)
  }

  need(reference: Reference, into: Channel): void {
    const at = this.place(reference.columns)
    const when = this.#cells.length
    this.#cells.push(...reference.when)
    this.#needs.push({ reference, at, when, into })
  }

  descend(descent: Descent): void {
    this.#descents.push({ ...descent, at: this.place(descent.reference.targetColumns) })
  }

  /** The first of the neighbouring cells that hold these columns, added when they are not there. */
  place(columns: readonly Column[]): number {
    const found = this.#cells.findIndex((_, at) =>
      columns.every(({ name }, next) => {
        const cell = this.#cells[at + next]
        return cell?.column === name && cell.equals === null
      }),
    )
    if (found >= 0) return found
    return this.#cells.push(...columns.map(({ name }) => ({ column: name, equals: null }))) - columns.length
  }
}
