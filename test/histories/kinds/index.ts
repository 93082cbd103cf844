import type { HistoryKind } from '../kind.ts'
import { changedRowKinds } from './changed-rows.ts'
import { definitionKinds } from './definitions.ts'
import { disturbanceKinds } from './disturbances.ts'
import { ledgerKinds } from './ledger.ts'
import { metFakeKinds } from './met-fakes.ts'
import { ruleKinds } from './rules.ts'
import { testerKinds } from './testers.ts'

export const historyKinds: readonly HistoryKind[] = [
  ...changedRowKinds,
  ...metFakeKinds,
  ...definitionKinds,
  ...ruleKinds,
  ...testerKinds,
  ...ledgerKinds,
  ...disturbanceKinds,
]
