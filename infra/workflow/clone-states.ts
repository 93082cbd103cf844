import { Duration } from 'aws-cdk-lib'
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { Condition, JitterType, Pass, type State } from 'aws-cdk-lib/aws-stepfunctions'
import type { CallAwsService } from 'aws-cdk-lib/aws-stepfunctions-tasks'
import type { Construct } from 'constructs'
import type { CloneProps, CloneStates } from './clone.ts'
import { cloneArns, loginStatements } from './clone-rights.ts'
import { callApi, catchInto, expression, type Polling, passingApi, poll } from './states.ts'

export const cloneId = expression('$cloneId')

/** A clone takes five to thirty minutes; after this the workflow gives up. */
const cloneHours = 2

/** For the first state: until when the others poll. */
export const setDeadline = { deadline: expression(`$millis() + ${cloneHours * 3_600_000}`) }

export interface RdsCall {
  readonly name: string
  readonly action: string
  /** ARNs that the call touches. */
  readonly on: string[]
  readonly parameters: Record<string, unknown>
  readonly assign?: Record<string, unknown>
  /** What RDS does in the caller's name. */
  readonly statements?: readonly PolicyStatement[]
}

/** A call of RDS; what fails goes to `failed`. */
export function rdsCall(scope: Construct, { failed }: CloneStates, call: RdsCall): CallAwsService {
  return catchInto(plainCall(scope, call), failed)
}

/** RDS makes the clone a login of its own, which is gone with it. */
export function ownLoginCall(
  scope: Construct,
  states: CloneStates,
  props: CloneProps,
  kind: 'Cluster' | 'Instance',
): CallAwsService {
  const arns = cloneArns(scope, props)
  return rdsCall(scope, states, {
    ...{ name: 'Give clone its own login', action: `modifyDB${kind}` },
    on: [kind === 'Cluster' ? arns.cluster : arns.instance],
    parameters: {
      [`Db${kind}Identifier`]: cloneId,
      ManageMasterUserPassword: true,
      MasterUserSecretKmsKeyId: props.loginKey.keyArn,
      ApplyImmediately: true,
    },
    statements: loginStatements(scope, props),
  })
}

/** A call of RDS that makes something, and goes on at `next`; where an answer was lost, what was made is waited for. */
export function makingCall(scope: Construct, { failed }: CloneStates, next: State, call: RdsCall): CallAwsService {
  const state = plainCall(scope, call)
  state.addCatch(next, {
    errors: ['Rds.DbInstanceAlreadyExistsException', 'Rds.DbClusterAlreadyExistsException'],
    outputs: {},
  })
  state.next(next)
  // A catcher of everything has to be the last.
  return catchInto(state, failed)
}

function plainCall(scope: Construct, { name, on, statements, ...call }: RdsCall): CallAwsService {
  return callApi(scope, name, {
    ...{ service: 'rds', iamResources: on, retry: [notReadyYet, passingApi] },
    ...(statements ? { additionalIamStatements: [...statements] } : {}),
    ...call,
  })
}

// RDS says `available` a moment before it lets anybody change what is available.
const notReadyYet = {
  errors: ['Rds.InvalidDbInstanceStateException', 'Rds.InvalidDbClusterStateException'],
  interval: Duration.seconds(30),
  maxAttempts: 20,
  backoffRate: 1,
  jitterStrategy: JitterType.FULL,
}

/** The status is one in which RDS lets be read and modified: storage may still be filled or moved behind it. */
export const usable = "$status in ['available', 'storage-optimization', 'storage-initialization']"

/** Waits for the clone; one that RDS has given up, and one that takes too long, fail in a sentence. */
export function clonePolls(scope: Construct, { failed }: CloneStates) {
  const fail = (name: string, sentence: string): State => {
    const state = Pass.jsonata(scope, name, {
      assign: { failure: { error: 'Failed', cause: expression(sentence) } },
      outputs: {},
    })
    state.next(failed)
    return state
  }
  const ends = [
    {
      when: Condition.jsonata(expression(`$contains($status, ${hopeless})`)),
      next: fail(
        'Clone given up',
        "'The clone ' & $cloneId & ' is ' & $status & ', and RDS does not make it ready any more. Its events say why: aws rds describe-events --source-type ' & $eventSource & ' --source-identifier ' & $cloneId & ' --duration 1440'",
      ),
    },
    {
      when: Condition.jsonata(expression('$millis() > $deadline')),
      next: fail(
        'Clone late',
        `'The clone ' & $cloneId & ' was not ready within ${cloneHours} hours; its status is ' & $status & '.'`,
      ),
    },
  ]
  return (name: string, polling: Omit<Polling, 'ends'>) => poll(scope, name, { ...polling, ends })
}

// Of the statuses that the user guides of RDS and Aurora list, those that do not pass by themselves.
const hopeless =
  '/^(failed|.*-failed|incompatible-.*|inaccessible-.*|insufficient-capacity|restore-error|storage-full|delet.*|stop.*)$/'

/** Where the clone is and the secret that RDS made for it; empty while RDS has not said so yet. */
export function cloneSource(described: string, host: string, port: string): Record<string, unknown> {
  const orEmpty = (path: string) => expression(`$exists(${path}) ? ${path} : ''`)
  return {
    loginStatus: orEmpty(`${described}.MasterUserSecret.SecretStatus`),
    // The secret is there before the server knows the password in it.
    loginPending: expression(`$exists(${described}.PendingModifiedValues.MasterUserPassword)`),
    source: {
      mode: 'clone',
      secret: orEmpty(`${described}.MasterUserSecret.SecretArn`),
      host: orEmpty(`${described}.${host}`),
      port: orEmpty(`${described}.${port}`),
    },
  }
}

/** The clone is ready and its login opens it. */
export const loginReady = `${usable} and $loginStatus = 'active' and $not($loginPending)`

/** Tags by which the sweeper and the alarms know a clone. */
export function cloneTags({ stackName }: CloneProps): readonly Record<string, string>[] {
  return [
    { Key: 'nightmask:stack', Value: stackName },
    { Key: 'nightmask:run', Value: expression('$runId') },
  ]
}

/** What is configured, or else what is at this path of the described source. */
export function configuredOr(configured: string | null, path: string): string {
  return configured ?? expression(path)
}
