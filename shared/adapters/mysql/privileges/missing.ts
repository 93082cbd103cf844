import { DatabaseError, MissingPrivilegesError } from '../../../errors.ts'
import { quoteName } from '../../../schema/quote.ts'
import type { Wire } from '../wire/wire.ts'
import { type Grant, type Granted, readGranted } from './granted.ts'
import type { Need, Place } from './needed.ts'

/** The needs that nothing granted meets. */
export function missing(needs: readonly Need[], { grants }: Granted): Need[] {
  return needs.filter(({ privilege, on, orElse = [] }) => {
    const server = { database: null }
    return !has(grants, privilege, on) && !orElse.some((other) => has(grants, other, server))
  })
}

/** The statements that grant what is missing, one for each place. */
export function grantStatements(needs: readonly Need[], user: string): string[] {
  return byPlace(needs).map(([place, privileges]) => `GRANT ${privileges} ON ${place} TO ${user};`)
}

/** Throws MissingPrivilegesError, with the statements that an administrator runs, where a need that is not optional is not met. */
export async function assertPrivileges(wire: Wire, needs: readonly Need[], place: string): Promise<void> {
  const granted = await readGranted(wire).catch((error) => {
    // A server that checks no privileges has none to tell.
    if (error instanceof DatabaseError) return null
    throw error
  })
  if (granted === null) return
  const lacking = missing(needs, granted).filter(({ isOptional }) => !isOptional)
  if (lacking.length === 0) return
  const told = byPlace(lacking).map(([on, privileges]) => `${privileges} on ${on}`)
  throw new MissingPrivilegesError(
    `${place}: the user ${granted.user} lacks ${told.join(', and ')}: ${reasons(lacking)}.`,
    grantStatements(lacking, granted.user),
  )
}

/** What happens without what is missing, as the end of a sentence. */
export function reasons(needs: readonly Need[]): string {
  const all = [...new Set(needs.map(({ without }) => without))]
  return all.length <= mostReasons ? all.join('; ') : `${all.slice(0, mostReasons).join('; ')}, and more`
}

const mostReasons = 3

function byPlace(needs: readonly Need[]): [place: string, privileges: string][] {
  const places = Map.groupBy(needs, ({ on }) => written(on))
  return [...places].map(([place, there]) => [place, [...new Set(there.map(({ privilege }) => privilege))].join(', ')])
}

function written({ database, pattern, table }: Place): string {
  if (database === null) return '*.*'
  return `${quoteName(pattern ?? database)}.${table === undefined ? '*' : quoteName(table)}`
}

// Of several patterns a server looks at one only, and which differs; where they differ in what they grant it has the last word.
function has(grants: readonly Grant[], privilege: string, { database, table }: Place): boolean {
  const holding = grants.filter(
    ({ privileges }) => privileges.has(privilege) || privileges.has('ALL PRIVILEGES') || privileges.has('ALL'),
  )
  const revoked = holding.some((grant) => grant.isRevoked && grant.database === database)
  return holding.some((grant) => {
    if (grant.isRevoked) return false
    if (grant.database === null) return !revoked
    if (database === null) return false
    return grant.table === null
      ? likeOf(grant.database).test(database)
      : grant.table === table && grant.database === database
  })
}

// Schemas' names differ by case on some servers only; where two differ by nothing else, the server itself has the last word.
function likeOf(pattern: string): RegExp {
  const source = pattern.replaceAll(/\\([%_])|([%_])|[.*+?^${}()|[\]\\]/g, (found, literal, wild) =>
    literal ? literal : wild === '%' ? '.*' : wild === '_' ? '.' : `\\${found}`,
  )
  return new RegExp(`^${source}$`, 'is')
}
