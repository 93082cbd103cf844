import type { AwsNight } from '../aws/plan-aws.ts'
import { assumedPrices } from '../aws/prices.ts'
import type { Look } from '../display/look.ts'
import { plural } from '../display/quantity.ts'
import { entry } from './sections.ts'

/** What a night on AWS takes, in a few lines. */
export function awsNightLines(night: AwsNight, look: Look): string[] {
  const { chunks, hours, totalHours, dollars, totalDollars } = night
  const time = (value: number) => (value < 1 ? `${Math.ceil(value * 60)} min` : `${value.toFixed(1)} h`)
  const money = (value: number) => `$${value.toFixed(2)}`
  const parts = `clone and survey ${time(hours.clone + hours.survey)}, reading and loading side by side ${time(hours.transfer)}, indexes of the largest table ${time(hours.indexes)}, verifying ${time(hours.verify)}`
  const costs = `Lambda ${money(dollars.lambda)}, Step Functions ${money(dollars.stepFunctions)}, S3 ${money(dollars.s3)}, clone ${money(dollars.clone)} and its pages ${money(dollars.pages)}`
  return [
    ...entry(
      'On AWS',
      `${plural(chunks, 'chunk')}, about ${time(totalHours)} from start to publish: ${parts}. Speeds were measured on one core elsewhere and assumed for functions.`,
      look,
    ),
    ...entry(
      'Cost',
      `about ${money(totalDollars)} a night: ${costs}. Public prices of eu-central-1, looked for in November 2026; assumed: ${assumedPrices.join(', ')}.`,
      look,
    ),
    ...entry('By changes', told(night.byChanges, time, money), look),
  ]
}

function told(
  night: AwsNight['byChanges'],
  time: (hours: number) => string,
  money: (dollars: number) => string,
): string {
  if (!night)
    return 'no record of a night by changes yet, so nobody can tell what one costs; full nights come all the same.'
  const { masked, written, searched } = night.share
  const share = (of: number) => `${(of * 100).toFixed(of > 0 && of < 0.1 ? 1 : 0)} %`
  return `about ${time(night.totalHours)} and ${money(night.totalDollars)} when as much changes as in run ${night.runId}: every row read on both sides, ${share(masked)} masked and compared, ${share(written)} written, ${share(searched)} searched.`
}
