// The shapes of the Amazon States Language that the interpreter knows: states in JSONata, as CDK synthesises them.

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

/** A JSON value in which strings of the form `{% … %}` are JSONata. */
export type Template = Json

export interface StatesBlock {
  readonly StartAt: string
  readonly States: Readonly<Record<string, State>>
}

export interface MachineDefinition extends StatesBlock {
  readonly QueryLanguage?: 'JSONata' | 'JSONPath'
  readonly TimeoutSeconds?: number
}

/** How a state is left. */
export interface Exit {
  readonly Next?: string
  readonly End?: boolean
  readonly Assign?: Readonly<Record<string, Template>>
  readonly Output?: Template
}

export interface Retrier {
  readonly ErrorEquals: readonly string[]
  readonly IntervalSeconds?: number
  readonly MaxAttempts?: number
  readonly BackoffRate?: number
  readonly MaxDelaySeconds?: number
  readonly JitterStrategy?: 'FULL' | 'NONE'
}

export interface Catcher extends Exit {
  readonly ErrorEquals: readonly string[]
  readonly Next: string
}

/** Task, Map and Parallel can fail, be tried again and be caught. */
export interface Fallible extends Exit {
  readonly Retry?: readonly Retrier[]
  readonly Catch?: readonly Catcher[]
}

export interface TaskState extends Fallible {
  readonly Type: 'Task'
  readonly Resource: string
  readonly Arguments?: Template
  readonly TimeoutSeconds?: Template
}

export interface ParallelState extends Fallible {
  readonly Type: 'Parallel'
  readonly Branches: readonly StatesBlock[]
  readonly Arguments?: Template
}

export interface MapState extends Fallible {
  readonly Type: 'Map'
  readonly ItemProcessor: StatesBlock & { readonly ProcessorConfig?: { readonly Mode?: 'INLINE' | 'DISTRIBUTED' } }
  readonly Items?: Template
  readonly ItemReader?: { readonly Arguments: Template; readonly ReaderConfig?: { readonly InputType?: string } }
  readonly ItemSelector?: Template
  readonly ItemBatcher?: { readonly MaxItemsPerBatch?: Template; readonly BatchInput?: Template }
  readonly ResultWriter?: {
    readonly Arguments: Template
    readonly WriterConfig?: { readonly OutputType?: string; readonly Transformation?: string }
  }
  readonly MaxConcurrency?: Template
  readonly ToleratedFailurePercentage?: Template
  readonly ToleratedFailureCount?: Template
  readonly Label?: string
}

export interface ChoiceState extends Omit<Exit, 'Next' | 'End'> {
  readonly Type: 'Choice'
  readonly Choices: readonly (Exit & { readonly Condition: string; readonly Next: string })[]
  readonly Default?: string
}

export interface WaitState extends Exit {
  readonly Type: 'Wait'
  readonly Seconds?: Template
  readonly Timestamp?: Template
}

export interface PassState extends Exit {
  readonly Type: 'Pass'
}

export interface SucceedState {
  readonly Type: 'Succeed'
  readonly Output?: Template
}

export interface FailState {
  readonly Type: 'Fail'
  readonly Error?: Template
  readonly Cause?: Template
}

export type State =
  | TaskState
  | ParallelState
  | MapState
  | ChoiceState
  | WaitState
  | PassState
  | SucceedState
  | FailState
