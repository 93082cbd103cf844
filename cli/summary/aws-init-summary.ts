import { wrap } from '../display/columns.ts'
import type { Look } from '../display/look.ts'
import { entries, entry } from './sections.ts'

export interface AwsInitResult {
  readonly file: string
  /** What the account lacks for a first night. */
  readonly missing: readonly string[]
  /** What could not be asked, and why. */
  readonly unknown: readonly string[]
  readonly toFillIn: readonly string[]
}

/** What was written, what is left to do in it and in the account, and what comes next. */
export function awsInitSummary({ file, missing, unknown, toFillIn }: AwsInitResult, look: Look): string[] {
  const counted = toFillIn.length === 1 ? '1 value is' : `${toFillIn.length} values are`
  return [
    '',
    ...wrap(
      `${look.paint('green', 'Wrote')} ${file} from what the account says; ${toFillIn.length === 0 ? 'nothing is' : counted} left to fill in.`,
      look.width,
    ),
    '',
    ...entries('Fill in', toFillIn, look),
    ...entries('Missing', missing, look),
    ...entries('Not asked', unknown, look),
    ...entry('Read', `every line of ${file}: each says where it comes from.`, look),
    ...entry(
      'Next',
      `the policy (nightmask init), then npx cdk synth -c config=${file}, which says what is left`,
      look,
    ),
    '',
  ]
}
