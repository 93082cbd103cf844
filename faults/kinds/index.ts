import type { Kind } from '../case.ts'
import { artifactKinds } from './artifacts.ts'
import { connectionKinds } from './connections.ts'
import { ddlKinds } from './ddl.ts'
import { diskKinds } from './disks.ts'
import { forgottenKinds } from './forgotten.ts'
import { keptGenerationKinds } from './kept-generation.ts'
import { keyKinds } from './keys.ts'
import { limitKinds } from './limits.ts'
import { momentKinds } from './moment.ts'
import { recordKinds } from './records.ts'
import { resourceKinds } from './resources.ts'
import { rollbackKinds } from './rollback.ts'
import { rowKinds } from './rows.ts'
import { serverKinds } from './servers.ts'
import { shadowKinds } from './shadow.ts'
import { signalKinds } from './signals.ts'
import { twoRunKinds } from './two-runs.ts'

/** Every kind of the matrix, family by family. */
export const kinds: readonly Kind[] = [
  ...signalKinds,
  ...connectionKinds,
  ...serverKinds,
  ...rollbackKinds,
  ...shadowKinds,
  ...twoRunKinds,
  ...momentKinds,
  ...forgottenKinds,
  ...recordKinds,
  ...keyKinds,
  ...diskKinds,
  ...limitKinds,
  ...ddlKinds,
  ...artifactKinds,
  ...rowKinds,
  ...resourceKinds,
  ...keptGenerationKinds,
]

/** Interruptions at random moments within publish, so many of each kind. */
export function withinPublishKinds(tries: number): readonly Kind[] {
  return [
    'SIGTERM within publish',
    'SIGINT within publish',
    'SIGKILL within publish',
    'KILL CONNECTION, staging, within publish',
  ].map((wanted) => {
    const kind = kinds.find(({ name }) => name === wanted)!
    return { ...kind, family: 'Within publish', tries, expects: { ...kind.expects, repeated: true } }
  })
}
