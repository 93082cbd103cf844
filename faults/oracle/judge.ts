import type { Kind } from '../case.ts'
import { planted } from '../lane/fixture.ts'
import type { Ending } from '../lane/program.ts'
import { differences, type Generation } from './generation.ts'
import { type Claim, claimOf } from './sentence.ts'
import type { Gap, Watched } from './watch.ts'

/** What is known of a case when its victim has ended. */
export interface Evidence {
  readonly kind: Kind
  readonly ending: Ending
  readonly watched: Watched | null
  /** What staging served before, and what it would serve after a healthy night. */
  readonly old: Generation
  readonly new: Generation
  readonly now: Generation
  readonly mariadb: boolean
}

/** The longest moment in which triggers may be missing on MariaDB, and routines be those of before on both: no server renames these. */
const boundedGapMilliseconds = 2000
const interrupted = 130

/** Every promise that the case broke, one sentence each; none when it held. */
export function judge(evidence: Evidence): string[] {
  const claim = claimOf(evidence.ending)
  return [
    ...wholeness(evidence),
    ...truth(evidence, claim),
    ...exitCode(evidence),
    ...moments(evidence),
    ...secrecy(evidence),
    ...(evidence.ending.hung ? ['the program did not end'] : []),
  ]
}

/** Which generation is served, null when it is neither. */
export function servedGeneration({ kind, old, new: next, now }: Pick<Evidence, 'kind' | 'old' | 'new' | 'now'>) {
  if (now.digest === old.digest && now.runId === old.runId) return 'old'
  if (kind.expects?.otherSource) return now.runId !== old.runId ? 'new' : null
  return now.digest === next.digest ? 'new' : null
}

function wholeness(evidence: Evidence): string[] {
  const { kind, old, new: next, now } = evidence
  const served = servedGeneration(evidence)
  if (served === 'new' && kind.expects?.refuses) return ['published what should have been refused']
  if (served === 'old' && kind.expects?.survives) return ['not published, though the fault can be survived']
  if (served) return []
  const [fromOld, fromNew] = [differences(now, old), differences(now, next)]
  const [nearer, name] = fromOld.length < fromNew.length ? [fromOld, 'old'] : [fromNew, 'new']
  return [`staging is neither generation; from the ${name} one: ${nearer.slice(0, 4).join(', ')}`]
}

function truth(evidence: Evidence, claim: Claim): string[] {
  const { kind, ending, now } = evidence
  // Who was killed outright says nothing.
  if (ending.signal === 'SIGKILL' || kind.expects?.ownWords) return []
  const served = servedGeneration(evidence)
  if (claim.says === 'nothing')
    return ending.code === 0 || (served === 'old' && !touched(ending)) ? [] : ['it does not say what staging holds']
  if (claim.says === 'unknown') return []
  if (claim.says === 'run') return truthOfRun(claim, now.runId, served)
  return claim.says === served ? [] : [`it says ${claim.says}, staging holds ${served ?? 'neither'}`]
}

/** Whether it came so far that staging could have changed: silence before that says nothing wrong. */
function touched({ stderr }: Ending): boolean {
  return /^(survey|snapshot|restore|publish) …/m.test(stderr) && !/cannot connect/.test(stderr)
}

function truthOfRun({ runId, lacks }: Claim, marked: string | null, served: string | null): string[] {
  if (runId !== marked) return [`it says that staging serves ${runId}, and the marker says ${marked}`]
  if (lacks === (served === null)) return []
  return [lacks ? 'it says that something is missing, and nothing is' : 'it says complete, and something is missing']
}

function exitCode(evidence: Evidence): string[] {
  const { kind, ending } = evidence
  if (ending.signal === 'SIGKILL' || kind.expects?.ownWords) return []
  const served = servedGeneration(evidence)
  const wanted = kind.expects?.code
  // When the last word is said, the process puts its ears away: a signal then ends it as it ends any.
  const code = ending.signal && claimOf(ending).says !== 'nothing' ? interrupted : ending.code
  if (wanted !== undefined && code !== wanted && !(served === 'new' && code === 0))
    return [`exit code ${code} in place of ${wanted}`]
  if (
    served === 'new' &&
    code !== 0 &&
    code !== interrupted &&
    !['new', 'run', 'unknown'].includes(claimOf(ending).says)
  )
    return [`exit code ${code}, though the new generation is live`]
  if (served === 'old' && code === 0) return ['exit code 0, though nothing was published']
  return []
}

function moments({ kind, watched, mariadb }: Evidence): string[] {
  if (!watched) return []
  const mayLack = (gap: Gap) =>
    gap === 'routines' || (mariadb && gap !== 'tables') || (gap === 'triggers' && kind.expects?.cutsSwap === true)
  const allowed = (gap: Gap, milliseconds: number) => mayLack(gap) && milliseconds <= boundedGapMilliseconds
  const seen = [...watched.gaps].filter(([gap, milliseconds]) => !allowed(gap, milliseconds))
  return [
    ...seen.map(([gap, milliseconds]) => `a reader missed ${gap} for ${milliseconds} ms`),
    ...(watched.served.length > 1 + (kind.expects?.changes ?? 1)
      ? [`a reader saw the generations ${watched.served.join(', ')}`]
      : []),
  ]
}

function secrecy({ now, ending }: Evidence): string[] {
  const told = `${ending.stdout}${ending.stderr}`.includes(planted)
  return [
    ...now.leaks.map((table) => `an original is in ${table}`),
    ...(told ? ['an original was told on the screen'] : []),
  ]
}
