import type { Json } from '../asl/definition.ts'
import { StateError } from '../asl/state-error.ts'

/** What RDS tells of an instance or cluster, as much as a workflow looks at. */
export interface Told {
  readonly status: string
  /** The secret of its login, when RDS has made it; `creating` before the server knows the password. */
  readonly secretStatus: 'creating' | 'active' | null
  readonly passwordPending: boolean
}

const plain = (status: string): Told => ({ status, secretStatus: null, passwordPending: false })

// As the user guide describes it: what is restored is no more than modifiable once it says available, and what is modified says
// available for a moment before it begins, and the password reaches the server after its secret is there.
const restored = ['creating', 'creating', 'modifying', 'backing-up', 'available'].map(plain)
const modified: readonly Told[] = [
  plain('available'),
  { status: 'resetting-master-credentials', secretStatus: 'creating', passwordPending: true },
  { status: 'available', secretStatus: 'creating', passwordPending: true },
  { status: 'available', secretStatus: 'active', passwordPending: true },
  { status: 'available', secretStatus: 'active', passwordPending: false },
]

/** RDS as it documents itself: what it refuses, and the statuses that clones go through while they are asked for. */
export class RdsLifecycle {
  /** A status that clones end in instead of becoming available; for tests. */
  clonesEnd: string | null = null
  /** Arguments of each restore and of each instance that was added. */
  readonly made: { readonly action: string; readonly args: Readonly<Record<string, Json>> }[] = []
  readonly #tells = new Map<string, Told[]>()

  /** Throws what RDS answers to a call that it does not allow. */
  before(action: string, args: Readonly<Record<string, Json>>): void {
    const name = identifierOf(action, args)
    if (!action.startsWith('describe') && !name.includes(':nightmask-'))
      throw new Error(`${action} touches ${name}, which is no clone`)
    if (action === 'restoreDBInstanceToPointInTime' && args.ManageMasterUserPassword !== undefined)
      throw new StateError(
        'Rds.InvalidParameterCombinationException',
        'ManageMasterUserPassword applies to RDS for Oracle only.',
      )
    if (action.startsWith('restore') && name.endsWith('-'))
      throw new StateError('Rds.RdsException', `${name} is not a valid identifier. (Service: Rds, Status Code: 400)`)
    if (/^(modify|delete)/.test(action) && name.endsWith('-preflight'))
      throw new StateError(
        `Rds.Db${/Cluster/.test(action) ? 'Cluster' : 'Instance'}NotFoundException`,
        `${name} not found`,
      )
    const told = this.#tells.get(name)?.[0]
    if (action.startsWith('modify') && told && told.status !== 'available')
      throw new StateError('Rds.InvalidDbInstanceStateException', `${name} is not currently in the available state.`)
    if (action.startsWith('restore') || action === 'createDBInstance') {
      this.made.push({ action, args })
      const last = this.clonesEnd
      this.#tells.set(name, last ? [...restored.slice(0, 2), plain(last)] : [...restored])
    }
    if (action.startsWith('modify')) this.#tells.set(name, [...modified])
    if (action.startsWith('delete')) this.#tells.delete(name)
  }

  /** What is told of a clone when it is asked for; null for what was always there. Time passes with each question. */
  tell(kind: 'cluster' | 'instance', identifier: string): Told | null {
    const tells = this.#tells.get(`${kind}:${identifier}`)
    if (!tells) return null
    return tells.length > 1 ? tells.shift()! : tells[0]!
  }
}

function identifierOf(action: string, args: Readonly<Record<string, Json>>): string {
  if (/Cluster/.test(action)) return `cluster:${args.DbClusterIdentifier}`
  return `instance:${args.TargetDBInstanceIdentifier ?? args.DbInstanceIdentifier}`
}
