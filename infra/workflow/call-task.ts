import { Duration } from 'aws-cdk-lib'
import { IntegrationPattern, JitterType } from 'aws-cdk-lib/aws-stepfunctions'
import { CodeBuildStartBuild } from 'aws-cdk-lib/aws-stepfunctions-tasks'
import type { Construct } from 'constructs'
import type { MaskingTask } from '../task/masking-task.ts'
import { expression } from './states.ts'
import { checkOf, type Tried } from './tried.ts'

/** A state that starts the task for a run and waits for its end. What it failed of, the task has noted for the audit. */
export function callTask(scope: Construct, { project }: MaskingTask): CodeBuildStartBuild {
  const state = CodeBuildStartBuild.jsonata(scope, 'Run task', {
    project,
    integrationPattern: IntegrationPattern.RUN_JOB,
    // Ids and names, no secret.
    environmentVariablesOverride: { RUN: { value: expression('$string($run)') } },
    outputs: {},
  })
  state.addRetry({
    // What CodeBuild says before a build has begun; a build that failed is States.TaskFailed.
    errors: [
      'CodeBuild.AccountLimitExceededException',
      'CodeBuild.AWSCodeBuildException',
      'CodeBuild.SdkClientException',
    ],
    interval: Duration.seconds(10),
    maxAttempts: 6,
    backoffRate: 2,
    jitterStrategy: JitterType.FULL,
  })
  return state
}

/** Starts it for a preflight: a build that does once what a night asks of its role, its network and its logins. */
export function tryTask(scope: Construct, { project, logGroup, readsProduction }: MaskingTask): Tried {
  const told = (passed: boolean, sentence: string) => checkOf('task', String(passed), sentence)
  const done = 'A build has used its keys, its logins, its stores and both databases once; its log has each check.'
  const state = CodeBuildStartBuild.jsonata(scope, 'Try task', {
    project,
    integrationPattern: IntegrationPattern.RUN_JOB,
    environmentVariablesOverride: {
      PREFLIGHT: { value: expression(`$string({ 'id': $id, 'source': ${readsProduction ? '$source' : 'null'} })`) },
    },
    assign: { checks: expression(`$append($checks, [${told(true, `'${done}'`)}])`) },
    outputs: {},
  })
  const log = `the log group ${logGroup.logGroupName} says which check`
  return { state, failed: told(false, `'The build ended with ' & $states.errorOutput.Error & '; ${log}.'`) }
}
