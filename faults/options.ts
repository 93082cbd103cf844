import { parseArgs } from 'node:util'
import type { Family } from './lane/programs.ts'

export interface Options {
  readonly servers: readonly Family[]
  /** Only kinds whose name or family matches. */
  readonly kind: RegExp | null
  /** Only so many cases, those first that are marked for it. */
  readonly sample: number | null
  readonly rounds: number
  readonly seed: number
  /** Goes on with what the matrix has tried: what has a result is left out, what is new is added. */
  readonly resume: boolean
  /** With `resume`: what was broken is tried again. */
  readonly again: boolean
  /** Nights by changes in place of full ones. */
  readonly changes: boolean
  readonly list: boolean
  /** Interruptions of each kind within publish, in place of the matrix. */
  readonly withinPublish: number | null
}

export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      server: { type: 'string' },
      kind: { type: 'string' },
      sample: { type: 'string' },
      rounds: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
      resume: { type: 'boolean', default: false },
      again: { type: 'boolean', default: false },
      changes: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      'within-publish': { type: 'string' },
    },
  })
  if (values.server && values.server !== 'mariadb' && values.server !== 'mysql')
    throw new Error('--server is mariadb or mysql.')
  return {
    servers: values.server ? [values.server as Family] : ['mariadb', 'mysql'],
    kind: values.kind ? new RegExp(values.kind, 'i') : null,
    sample: values.sample ? Number(values.sample) : null,
    rounds: Number(values.rounds),
    seed: Number(values.seed),
    resume: values.resume,
    again: values.again,
    changes: values.changes,
    list: values.list,
    withinPublish: values['within-publish'] ? Number(values['within-publish']) : null,
  }
}
