import { schemes } from '../masking/transformers/password/schemes.ts'
import type { Finding } from '../policy/detection/finding.ts'
import type { Suggestion } from '../policy/detection/preferred-rules.ts'
import { idOf } from '../policy/resolving/reference-groups.ts'
import type { Column, Schema, Table } from '../schema/schema.ts'

/** What testers log in with until somebody writes another one. */
const stagingPassword = 'staging-only'
const stagingSalt = 'staging-salt'
/** Where nothing shows how passwords are stored: the first of these that fits. */
const anyway = ['bcrypt', 'sha1', 'md5', 'plain']

/** The known password as most stored ones are, so that testers can log in; else in a form that fits. `values` are not empty. */
export function suggestPasswords(table: Table, column: Column, values: readonly string[]): Suggestion[] {
  if (isSalt(column)) return [{ mask: 'constant', options: { value: saltOf(column) } }]
  const found = recognise(values)
  const salt = saltBeside(table, column)
  const options = found && {
    ...(found.hash === 'bcrypt' ? {} : { hash: found.hash }),
    ...(found.header === schemes.get(found.hash)!.standardHeader ? {} : { header: found.header }),
    ...(salt && isDigest(found.hash) ? { salt: saltOf(salt) } : {}),
  }
  return [...(options ? [options] : []), ...anyway.map((hash) => (hash === 'bcrypt' ? {} : { hash }))].map((more) => ({
    mask: 'password',
    options: { value: stagingPassword, ...more },
  }))
}

/** What a reader of the policy has to know before testers log in; null where the values said it all. */
export function remarkOnPassword(table: Table, column: Column, sample: readonly (string | null)[]): string | null {
  const values = sample.filter((value) => value !== null && value !== '') as string[]
  if (isSalt(column) || values.length === 0) return null
  const found = recognise(values)
  if (!found)
    return 'nothing shows how they are stored, so nobody may be able to log in: write hash, header or salt as the application has it (docs/policy.md, Passwords)'
  const others = values.length - found.count
  const rest =
    others > 0 ? [`${others} of ${values.length} sampled values are of another form and become the same hash`] : []
  const salt = saltBeside(table, column)
  if (isDigest(found.hash))
    return [
      salt
        ? `the salt of ${salt.name} is taken to stand before the password; if nobody can log in, write order: password-first`
        : `taken for the ${found.hash} of the password alone; an application that adds an id or a salt to it opens with none of these (docs/policy.md, Passwords)`,
      ...rest,
    ].join('; ')
  if (found.hash === 'salted')
    return [
      'the salt is taken to stand before the password; if nobody can log in, write order: password-first',
      ...rest,
    ].join('; ')
  return rest.length > 0 ? rest.join(', ') : null
}

interface Recognised {
  readonly hash: string
  readonly header: string
  /** Values of this scheme. */
  readonly count: number
}

/** The scheme of most values that are of any, whatever stands in the others: marks of locked accounts, plain words. */
function recognise(values: readonly string[]): Recognised | null {
  const headers = new Map<string, Map<string, number>>()
  for (const value of values)
    for (const [hash, scheme] of schemes) {
      const header = scheme.headerOf(value)
      if (header === null) continue
      const counts = headers.get(hash) ?? new Map<string, number>()
      headers.set(hash, counts.set(header, (counts.get(header) ?? 0) + 1))
      break
    }
  const found = [...headers].map(([hash, counts]): Recognised => {
    const [header] = [...counts].sort(([, a], [, b]) => b - a)[0]!
    return { hash, header, count: [...counts.values()].reduce((sum, count) => sum + count, 0) }
  })
  return found.sort((a, b) => b.count - a.count)[0] ?? null
}

function isDigest(hash: string): boolean {
  return ['md5', 'sha1', 'sha256', 'sha512'].includes(hash)
}

/** Whether a column is called a salt, and so belongs to a password beside it. */
export function isSalt({ name, kind }: Column): boolean {
  return (kind === 'text' || kind === 'binary') && /(?:^|[^a-z])salt|salt(?:[^a-z]|$)|Salt/.test(name)
}

/** The salt that belongs to a password: the one whose name begins in the same way, else the only one. */
function saltBeside(table: Table, column: Column): Column | null {
  const salts = table.columns.filter((other) => isSalt(other) && other.name !== column.name)
  const alike = salts.filter(({ name }) => name.toLowerCase().startsWith(column.name.toLowerCase()))
  return alike[0] ?? (salts.length === 1 ? salts[0]! : null)
}

/** A salt for everybody, so that one hash is right for all: what fits into its column. */
function saltOf({ maxLength }: Column): string {
  return stagingSalt.slice(0, maxLength ?? stagingSalt.length)
}

/**
 * What a password and the salt beside it make of each other, by `idOf`: neither is ever kept while the other is replaced. `found` is what
 * detection knows.
 */
export function findSalts(schema: Schema, found: ReadonlyMap<string, Finding>): ReadonlyMap<string, Finding> {
  const kindOf = (table: Table, { name }: Column) => found.get(idOf({ table: table.name, column: name }))?.kind
  return new Map(
    schema.tables.flatMap((table) =>
      table.columns.filter(isSalt).flatMap((salt): [string, Finding][] => {
        const beside = table.columns.filter((other) => !isSalt(other))
        const owner = beside.find(({ name }) => name.toLowerCase() === salt.name.toLowerCase().replace(/_?salt$/, ''))
        const password = owner ?? beside.find((other) => kindOf(table, other) === 'password')
        if (!password) return []
        const because = (of: string) => ({ kind: 'password' as const, because: of })
        return [
          [idOf({ table: table.name, column: salt.name }), because(`the salt of ${password.name}`)],
          [idOf({ table: table.name, column: password.name }), because(`its salt is ${salt.name}`)],
        ]
      }),
    ),
  )
}
