import type { Resources } from './change.ts'
import { delivery } from './mutations/delivery.ts'
import { functions } from './mutations/functions.ts'
import { share } from './mutations/share.ts'
import { stores } from './mutations/stores.ts'
import { task } from './mutations/task.ts'
import { workflows } from './mutations/workflows.ts'

/** One thing that is wrong with a template, and what has to be said of it. */
export interface Mutation {
  readonly name: string
  readonly change: (resources: Resources) => void
  readonly told: RegExp
}

export const mutations: readonly Mutation[] = [...delivery, ...stores, ...functions, ...workflows]

/** Of a stack whose nights are the work of a task, and that shares what they made. */
export const ofTaskAndShare: readonly Mutation[] = [...task, ...share]
