import { type FileProblem, listProblems, UncoveredError, UsageError } from '../../errors.ts'
import { closestName } from '../../schema/names.ts'

/** One thing wrong with the file at hand. `line` is 1-based, null when it belongs to none. */
export type Problem = Omit<FileProblem, 'file'>

/** Throws UsageError with all problems in the order of their lines, unless there are none. */
export function refuseProblems(file: string, problems: readonly Problem[]): void {
  if (problems.length > 0) throw new UsageError(describeProblems(file, problems), placedIn(file, problems))
}

/** Throws UncoveredError with the columns that have no rule, unless there are none. */
export function refuseGaps(file: string, gaps: readonly Problem[]): void {
  if (gaps.length > 0) throw new UncoveredError(describeProblems(file, gaps), placedIn(file, gaps))
}

function placedIn(file: string, problems: readonly Problem[]): FileProblem[] {
  return problems.map((problem) => ({ file, ...problem }))
}

/** `policy.yaml: 2 problems — line 7, …; line 9, …` */
function describeProblems(file: string, problems: readonly Problem[]): string {
  const inOrder = [...problems].sort((a, b) => (a.line ?? Infinity) - (b.line ?? Infinity))
  const told = inOrder.map(({ line, text }) => (line === null ? text : `line ${line}, ${text}`))
  return listProblems(file, [...new Set(told)])
}

/** ` (email?)` when a known name comes close, else nothing. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const closest = closestName(name, known)
  return closest === null ? '' : ` (${closest}?)`
}
