import type { StepName } from '../shared/pipeline.ts'
import type { Lane } from './lane/lane.ts'
import type { Ending, Program } from './lane/program.ts'
import type { Family } from './lane/programs.ts'

/** One kind of fault at one place: what the matrix has a row for. */
export interface Kind {
  readonly family: string
  readonly name: string
  /** Servers that know the fault; all when left out. */
  readonly servers?: readonly Family[]
  /** Times that one pass tries it, each at another moment or with another victim; 1 when left out. */
  readonly tries?: number
  /** Only where a kept generation is brought forward. */
  readonly changes?: boolean
  /** In the sample that the project's gate takes. */
  readonly sampled?: boolean
  readonly expects?: Expectation
  /** Does the damage, and gives back how the program ended that was its victim. */
  readonly strike: (trial: Trial) => Promise<Ending>
}

/** What a kind asks beyond what every case has to hold. */
export interface Expectation {
  /** Nothing new may be published. */
  readonly refuses?: boolean
  /** The fault is to be survived: the night is published. */
  readonly survives?: boolean
  /** The source is changed for good, and made anew before the night after. */
  readonly rebuilds?: boolean
  /** The same, and a new generation may hold something else than the two editions: the kind itself compares. */
  readonly otherSource?: boolean
  /** What the victim says and its exit code are judged by the kind itself: it is no run. */
  readonly ownWords?: boolean
  /** Begins with a generation before that is the source's other edition: going back is going forward. */
  readonly rollback?: boolean
  /** The victim's own exit code. */
  readonly code?: number
  /** The server, or the connection that swaps, ends in the swap: triggers may be missing until the program has connected again. */
  readonly cutsSwap?: boolean
  /** Tried over and over: the next try is the night after. */
  readonly repeated?: boolean
  /** How often what staging serves may change; once when left out. */
  readonly changes?: number
  /** Begins with an empty staging. */
  readonly firstNight?: boolean
}

/** A case as its kind sees it. */
export interface Trial {
  readonly lane: Lane
  /** Which of the kind's tries, from 0. */
  readonly index: number
  /** The next number of this case's own row of chance, from 0 to 1. */
  readonly random: () => number
  /** Starts `run`, or the command given. */
  start(args?: readonly string[], options?: ConstructorParameters<typeof Program>[1]): Program
  /** Done when the victim has ended and before anybody looks: a server that is started again, a disk that is given back. */
  mend(work: () => Promise<unknown> | unknown): void
  /** A promise that the kind itself saw broken. */
  blame(reason: string): void
  /** A word on what this try did, for the journal. */
  tell(detail: string): void
  /** Ends the case as one that cannot be made here. */
  skip(reason: string): never
}

export class Skipped extends Error {}

export const steps: readonly StepName[] = [
  'plan',
  'survey',
  'snapshot',
  'restore',
  'seed',
  'verify',
  'publish',
  'audit',
]
