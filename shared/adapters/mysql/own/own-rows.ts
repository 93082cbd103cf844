import type { Plan } from '../../../policy/plan.ts'
import type { OwnRows } from '../../../ports.ts'
import type { Wire } from '../wire/wire.ts'
import { applySetting } from './apply-setting.ts'
import { carryRows } from './carry-rows.ts'

/** What seeding is given to put staging's own rows and settings into the shadow schema; `begin` opens its transaction. */
export function ownRows(wire: Wire, plan: Plan, begin: () => Promise<void>): OwnRows {
  return {
    carry: (entries) => carryRows(wire, plan, entries, begin),
    async apply(setting) {
      await begin()
      return applySetting(wire, plan, setting)
    },
  }
}
