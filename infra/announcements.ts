import { EventField, type EventPattern, Match, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'

/** `source` of every event, and what each is called. docs/operations.md shows them. */
export const eventSource = 'nightmask'
export const detailTypes = {
  run: 'nightmask run ended',
  rollback: 'nightmask rolled back',
  preflight: 'nightmask preflight ended',
  share: 'nightmask snapshot shared',
} as const

/** What nobody has to be woken for. A night that is held was held by somebody. */
export const goodOutcomes = ['published', 'rolled-back', 'passed', 'held', 'shared'] as const

export interface AnnouncementsProps {
  readonly ruleName: string
  readonly topics: readonly ITopic[]
  /** Whether good ends are told too. */
  readonly success: boolean
  /** `stack` of the events of this nightly masking. */
  readonly maskingName: string
}

/** Sends what the workflows announce to the topics, in words that a person reads. */
export class Announcements extends Construct {
  constructor(scope: Construct, id: string, { ruleName, topics, success, maskingName }: AnnouncementsProps) {
    super(scope, id)
    new Rule(this, 'Ended', {
      ruleName,
      description: `nightmask: ${success ? 'every end' : 'what failed'}, for the topics of its alarms`,
      eventPattern: pattern(success, maskingName),
      // The construct of a higher level would let the rules of every account publish.
      targets: topics.map(({ topicArn }) => ({ bind: () => ({ arn: topicArn, input: letter }) })),
    })
  }
}

function pattern(success: boolean, maskingName: string): EventPattern {
  return {
    source: [eventSource],
    detailType: Object.values(detailTypes),
    detail: { stack: [maskingName], ...(success ? {} : { outcome: Match.anythingBut(...goodOutcomes) }) },
  }
}

const field = (name: string) => EventField.fromPath(`$.detail.${name}`)
const letter = RuleTargetInput.fromMultilineText(
  [field('subject'), field('sentence'), field('advice'), `Record: ${field('record')}`].join('\n'),
)
