import type { AwsNight } from '../aws/plan-aws.ts'
import type { Look } from '../display/look.ts'
import { plural } from '../display/quantity.ts'
import { entry } from './sections.ts'

/** What a night on AWS takes, in a few lines. */
export function awsNightLines(night: AwsNight, look: Look): string[] {
  const { chunks, hours, totalHours, longestHours, longestMinutes, dollars, totalDollars } = night
  const time = (value: number) => (value < 1 ? `${Math.ceil(value * 60)} min` : `${value.toFixed(1)} h`)
  const money = (value: number) => `$${value.toFixed(2)}`
  const parts = `clone and reading ${time(hours.clone + hours.read)}, loading ${time(hours.load)}, verifying ${time(hours.verify)}`
  const costs = `Lambda ${money(dollars.lambda)}, Step Functions ${money(dollars.stepFunctions)}, S3 ${money(dollars.s3)}, clone ${money(dollars.clone)} and its pages ${money(dollars.pages)}`
  const fits =
    totalHours > longestHours
      ? look.paint(
          'red',
          ` That is more than deploy.longest_hours (${longestHours}): give it more, or more readers and writers.`,
        )
      : ''
  const slow =
    longestMinutes > 15
      ? look.paint('red', ' One batch takes more than the 15 minutes of a function: lower deploy.chunks_per_batch.')
      : ''
  return [
    ...entry(
      'On AWS',
      `${plural(chunks, 'chunk')}, about ${time(totalHours)} from start to publish: ${parts}.${fits}${slow}`,
      look,
    ),
    ...entry(
      'Cost',
      `about ${money(totalDollars)} a night: ${costs}. Prices of eu-central-1, November 2026; speeds were assumed, not measured there.`,
      look,
    ),
  ]
}
