import type { Kind } from '../case.ts'
import { connectionKinds } from './connections.ts'
import { ddlKinds } from './ddl.ts'
import { diskKinds } from './disks.ts'
import { limitKinds } from './limits.ts'
import { serverKinds } from './servers.ts'
import { shadowKinds } from './shadow.ts'
import { signalKinds } from './signals.ts'

/** Every kind of the matrix, family by family. */
export const kinds: readonly Kind[] = [
  ...signalKinds,
  ...connectionKinds,
  ...serverKinds,
  ...diskKinds,
  ...limitKinds,
  ...ddlKinds,
  ...shadowKinds,
]
