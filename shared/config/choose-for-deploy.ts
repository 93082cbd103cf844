import {
  type AccountFacts,
  type DatabaseFacts,
  isUnknown,
  type NetworkFacts,
  type SecretFacts,
  type SubnetFacts,
} from './account-facts.ts'
import { fillIn } from './fill-in.ts'

export interface ChosenSecret {
  readonly secret: SecretFacts | null
  /** As YAML. */
  readonly value: string
  readonly from: string
}

const most = 5

/** The one secret whose name says that it is this login, or else nothing, and the names among which it may be. */
export function chooseSecret(
  secrets: AccountFacts['secrets'],
  side: 'source' | 'staging',
  database: DatabaseFacts | null,
): ChosenSecret {
  const whose = side === 'source' ? 'the login that reads production' : 'the login that writes staging'
  const left = (from: string) => ({ secret: null, value: fillIn(`the secret with ${whose}`), from })
  if (isUnknown(secrets)) return left(secrets.why)
  const names = new RegExp(side === 'source' ? 'read' : 'stag|writ', 'i')
  const other = new RegExp(side === 'source' ? 'stag' : 'read', 'i')
  const own = secrets.filter(({ ofRds }) => !ofRds)
  const fitting = own.filter(({ name }) => names.test(name) && !other.test(name))
  const closer = fitting.filter(({ name }) => words(database).some((word) => name.toLowerCase().includes(word)))
  const [only, ...others] = closer.length > 0 ? closer : fitting
  if (only && others.length === 0)
    return { secret: only, value: only.name, from: 'by its name alone: see that it is this login' }
  const candidates = (only ? [only, ...others] : own).map(({ name }) => name)
  const shown = candidates.slice(0, most).join(', ')
  if (candidates.length === 0) return left('there is none in this region but those of RDS, which are not for nightmask')
  return left(`one of ${shown}${candidates.length > most ? ` and ${candidates.length - most} more` : ''}?`)
}

// Of shop-production: shop and production, as either may be in the name of a secret.
function words(database: DatabaseFacts | null): string[] {
  return (database?.name ?? '')
    .toLowerCase()
    .split('-')
    .filter((word) => word.length > 2)
}

/** Private subnets, one for each zone: of the source's own where it has such, or else of its VPC. */
export function chooseSubnets(
  { subnets }: NetworkFacts,
  source: DatabaseFacts,
): { readonly subnets: readonly SubnetFacts[]; readonly from: string } {
  const apart = subnets.filter(({ isPublic }) => !isPublic)
  const own = apart.filter(({ id }) => source.subnets.includes(id))
  const byZone = Map.groupBy(own.length > 0 ? own : apart, ({ zone }) => zone)
  const chosen = [...byZone.values()].map((inZone) => inZone.toSorted((a, b) => (a.id < b.id ? -1 : 1))[0]!)
  const from = own.length > 0 ? `those of ${source.name} without a way to the internet` : 'private ones of the VPC'
  return { subnets: chosen.toSorted((a, b) => (a.zone < b.zone ? -1 : 1)), from }
}
