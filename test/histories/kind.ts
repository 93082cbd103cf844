import type { World } from './world.ts'

/** One thing that may happen between two nights. */
export interface HistoryKind {
  readonly name: string
  /** `source` happens in every history; of all others a history has some, and each of them now and then. */
  readonly family: 'source' | 'definitions' | 'rules' | 'testers' | 'generations' | 'ledger' | 'disturbances'
  /** Does it, and says what it did. */
  readonly strike: (world: World) => Promise<string>
}
