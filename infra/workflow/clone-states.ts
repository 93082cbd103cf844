import type { CallAwsService } from 'aws-cdk-lib/aws-stepfunctions-tasks'
import type { Construct } from 'constructs'
import { type CloneProps, type CloneStates, cloneResources, cloneStatements } from './clone.ts'
import { callApi, catchInto, expression } from './states.ts'

export const cloneId = expression('$cloneId')

/** A clone takes five to thirty minutes; after this the workflow gives up. */
const cloneMinutes = 120

/** For the first state: until when the others poll. */
export const setDeadline = { deadline: expression(`$millis() + ${cloneMinutes * 60_000}`) }

export type RdsCall = (
  name: string,
  action: string,
  parameters: Record<string, unknown>,
  assign?: Record<string, unknown>,
) => CallAwsService

/** Calls of RDS that may touch the source, clones and their groups, and nothing else; what fails goes to `failed`. */
export function rdsCalls(scope: Construct, props: CloneProps, { failed }: CloneStates): RdsCall {
  return (name, action, parameters, assign) =>
    catchInto(
      callApi(scope, name, {
        ...{ service: 'rds', action, parameters },
        iamResources: cloneResources(scope, props),
        additionalIamStatements: cloneStatements(scope, props),
        ...(assign ? { assign } : {}),
      }),
      failed,
    )
}

/** The status at `path`, or a failure when the deadline has passed. */
export function statusInTime(path: string): string {
  return expression(
    `$millis() > $deadline ? $error('The clone was not ready within ${cloneMinutes} minutes.') : ${path}`,
  )
}

/** Where the clone is and the secret that RDS made for it; empty while RDS has not said so yet. */
export function cloneSource(described: string, host: string, port: string): Record<string, unknown> {
  const orEmpty = (path: string) => expression(`$exists(${path}) ? ${path} : ''`)
  return {
    loginStatus: orEmpty(`${described}.MasterUserSecret.SecretStatus`),
    source: {
      mode: 'clone',
      secret: orEmpty(`${described}.MasterUserSecret.SecretArn`),
      host: orEmpty(`${described}.${host}`),
      port: orEmpty(`${described}.${port}`),
    },
  }
}

/** Tags by which the sweeper and the alarms know a clone. */
export function cloneTags({ stackName }: CloneProps): readonly Record<string, string>[] {
  return [
    { Key: 'nightmask:stack', Value: stackName },
    { Key: 'nightmask:run', Value: expression('$runId') },
  ]
}
