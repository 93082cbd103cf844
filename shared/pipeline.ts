/** The steps in order, as data: the CLI walks this list in-process, the Step Functions workflow is compared with it. */
export const pipeline = [
  { step: 'plan', per: 'run' },
  { step: 'survey', per: 'chunk' },
  { step: 'snapshot', per: 'chunk' },
  { step: 'restore', per: 'chunk' },
  { step: 'seed', per: 'run' },
  { step: 'verify', per: 'run' },
  { step: 'publish', per: 'run' },
  { step: 'audit', per: 'run' },
] as const

export type StepName = (typeof pipeline)[number]['step']
