import type { Plan } from '../../policy/plan.ts'
import type { Accepted } from '../../policy/rule.ts'
import type { Ports } from '../../ports.ts'
import {
  covers,
  extentOf,
  idOfValue,
  type Judged,
  mergeRecognised,
  type NotedCoincidences,
  summarise,
} from '../../verification/coincidences.ts'
import { mayPass, type PlaceKind, passReason } from '../../verification/passing.ts'
import type { Recognised, SharedIndex } from '../../verification/scan.ts'
import { whyHarmless } from '../../verification/value-sorts.ts'
import { findCrowds } from './crowds.ts'
import { type EvidencePorts, gatherEvidence } from './evidence.ts'
import { columnsByPlace, kindOfColumn } from './places.ts'

type JudgePorts = EvidencePorts & Pick<Ports, 'shadow'>

interface JudgeContext {
  readonly plan: Plan
  readonly index: SharedIndex
  readonly ports: JudgePorts
}

export interface Judgement extends NotedCoincidences {
  /** Why nothing could be said about what staging serves, null where it was or nobody had to ask. */
  readonly unknown: string | null
}

/**
 * What becomes of every real value that stands elsewhere: refused, but where a line of the policy accepts it, where its words stood
 * there before they were anybody's, or where it tells nothing about anybody.
 */
export async function judge(recognised: readonly Recognised[], context: JudgeContext): Promise<Judgement> {
  const { plan, ports } = context
  const values = mergeRecognised(recognised)
  const crowds = await findCrowds(plan, values, ports)
  const isLeak = (value: Recognised) => value.leak || crowds.has(idOfValue(value))
  const reported = values
    .filter((value) => !isLeak(value))
    .map((value): Judged => ({ value, outcome: 'reported', reason: whyHarmless(value) }))
  const first = acceptByLines(plan, values.filter(isLeak))
  const night = await passAsThatNight(first.left, context)
  const before = await passBefore(night.left, context)
  const { left, unknown } = before
  const passed = [...night.passed, ...before.passed]
  const second = acceptByLines(plan, left)
  const refused = second.left.map((value): Judged => ({ value, outcome: 'refused', reason: whyRefused(value, crowds) }))
  const judged = [...refused, ...first.accepted, ...second.accepted, ...passed, ...reported]
  const mask = new Map(
    plan.tables.flatMap(({ table, columns }) => columns.map(({ column, rule }) => [`${table}.${column}`, rule.mask])),
  )
  return {
    found: summarise(judged, (of) => mask.get(of) ?? null),
    passed: passed.map(({ value: { place, hi, lo } }) => ({ place, hi, lo })),
    unused: (plan.accepted ?? []).filter((line) => !values.some((value) => isPair(line, value))),
    unknown,
  }
}

function whyRefused(value: Recognised, crowds: ReadonlySet<string>): string {
  return crowds.has(idOfValue(value)) ? 'more of them than chance would bring' : 'it may tell something about somebody'
}

/** All values of a pair together, or none of them. */
function acceptByLines({ accepted: lines = [] }: Plan, values: readonly Recognised[]) {
  const accepted: Judged[] = []
  for (const line of lines) {
    const pair = values.filter((value) => isPair(line, value))
    if (covers(line, extentOf(pair)))
      accepted.push(...pair.map((value): Judged => ({ value, outcome: 'accepted', reason: line.reason })))
  }
  const taken = new Set(accepted.map(({ value }) => value))
  return { accepted, left: values.filter((value) => !taken.has(value)) }
}

function isPair(line: Accepted, { place, of }: Recognised): boolean {
  return line.in === place && line.of === of
}

/** So many different words may come to a place in one night, or a tenth of its own, and each of them be a coincidence. */
const mostFresh = 5

/** A dataset is a part of what the run looked at whose people it is searched for: what that let stand stands there still. */
async function passAsThatNight(values: readonly Recognised[], { plan, ports }: JudgeContext) {
  const { runId = null } = plan.dataset === null ? {} : ((await ports.notes.read(plan.runId, 'night')) ?? {})
  if (runId === null) return { passed: [], left: values }
  const standing = new Set(((await ports.notes.read(runId, 'coincidences'))?.passed ?? []).map(idOfValue))
  const isPassed = (value: Recognised) => mayPass(value) && standing.has(idOfValue(value))
  const reason = `run ${runId} let it stand there`
  return {
    passed: values.filter(isPassed).map((value): Judged => ({ value, outcome: 'passed', reason })),
    left: values.filter((value) => !isPassed(value)),
  }
}

async function passBefore(values: readonly Recognised[], { plan, index, ports }: JudgeContext) {
  const candidates = values.filter(mayPass)
  if (candidates.length === 0) return { passed: [], left: values, unknown: null }
  const evidence = await gatherEvidence(plan, index, candidates, ports)
  if (typeof evidence === 'string') return { passed: [], left: values, unknown: evidence }
  const columns = columnsByPlace(plan)
  const passed: Judged[] = []
  for (const [place, found] of Map.groupBy(candidates, (value) => value.place)) {
    const placed = columns.get(place)
    const kind: PlaceKind = placed ? await kindOfColumn(plan, placed, ports) : 'definition'
    const standing = found.flatMap((value): Judged[] => {
      const reason = passReason(value, kind, evidence)
      return reason ? [{ value, outcome: 'passed', reason }] : []
    })
    const fresh = standing.filter(({ value }) => !evidence.wasPassed(value)).length
    const isTooMany =
      placed !== undefined &&
      fresh > mostFresh &&
      (await ports.shadow.countDistinct(plan, placed.table.table, placed.column, fresh * 10)) < fresh * 10
    if (!isTooMany) passed.push(...standing)
  }
  const standing = new Set(passed.map(({ value }) => value))
  return { passed, left: values.filter((value) => !standing.has(value)), unknown: null }
}
