import { createPseudonymKey, type PseudonymKey } from '../../masking/digests/subkeys.ts'
import { branchesOf } from '../../policy/by-row/branches-of.ts'
import type { Samples } from '../../policy/detection/detect.ts'
import type { Finding } from '../../policy/detection/finding.ts'
import type { CommonWords } from '../../policy/detection/names/common-words.ts'
import type { KnownNames } from '../../policy/detection/names/person-words.ts'
import { kindOfEcho } from '../../policy/detection/values/echoes.ts'
import { isForPrograms } from '../../policy/detection/values/structured.ts'
import type { Draft } from '../../policy/draft.ts'
import { idOf } from '../../policy/resolving/reference-groups.ts'
import { dropTexts } from '../../schema/drop-texts.ts'
import type { Schema } from '../../schema/schema.ts'
import { definitionsOf } from '../../verification/scan-definitions.ts'
import { isTableOfPeople } from '../../verification/tables-of-people.ts'
import { draftPolicy } from '../draft-policy.ts'
import type { NameDecision } from '../settings/name-rule.ts'
import { draftCoincidences } from './draft-coincidences.ts'
import { type Echo, rehearseLeaks } from './rehearse-leaks.ts'
import { settingsEcho } from './settings-echoes.ts'
import { treatmentOf } from './treat-echo.ts'

/**
 * A complete policy for a schema. What it would keep is searched for what it would mask as a run's leak check does it, over the
 * samples: what a run would refuse is masked too, or accepted where it is a coincidence. A column that is masked for some of its cells
 * makes its other values no real ones.
 */
export function rehearsedDraft(
  schema: Schema,
  samples: Samples,
  names: KnownNames,
  locale: string,
  words: CommonWords,
): Draft {
  // Nothing is stored under this key: any will do.
  const key = createPseudonymKey(new Uint8Array(32))
  const findings = new Map<string, Finding>()
  const inSettings = new Map<string, Map<string, NameDecision | null>>()
  // What is left when addresses and numbers are gone is somebody's still: the text goes as a whole, but for what programs read.
  const isKnown = (echo: Echo) => {
    if (echo.match !== undefined) return inSettings.get(idOf(echo))?.has(echo.match) ?? false
    const finding = findings.get(idOf(echo))
    if (echo.path !== undefined) return finding?.leaves?.has(echo.path) === true || finding?.beyondParts === true
    // What is left in a structure although its path has a rule, or at no path that a rule can name: it is emptied.
    if (echo.inside) return finding?.beyondParts === true
    return echo.redacted ? finding?.beyondParts === true || !isReplaceable(echo, samples) : finding !== undefined
  }
  for (;;) {
    const draft = draftPolicy(schema, samples, names, locale, findings, inSettings)
    const rehearsal = rehearse(schema, samples, draft, key, words)
    const unknown = rehearsal.echoes.filter((echo) => !isKnown(echo) && isMasked(echo, schema, draft))
    const inPaths = new Set(unknown.flatMap((echo) => (echo.path === undefined ? [] : [idOf(echo)])))
    const fresh = unknown.filter((echo) => echo.path !== undefined || !inPaths.has(idOf(echo)))
    if (fresh.length === 0) {
      const echoes = rehearsal.echoes.filter(({ path }) => path === undefined)
      return { ...draft, ...draftCoincidences(schema, draft, { ...rehearsal, echoes }) }
    }
    for (const echo of fresh) {
      const id = idOf(echo)
      if (echo.path !== undefined) findings.set(id, atPath(echo, echo.path, findings.get(id), draft))
      else if (echo.match === undefined) findings.set(id, findingOf(echo, samples, draft))
      else inSettings.set(id, new Map(inSettings.get(id)).set(echo.match, settingsEcho(echo, samples, draft)))
    }
  }
}

function rehearse(schema: Schema, samples: Samples, draft: Draft, key: PseudonymKey, words: CommonWords) {
  const definitions = definitionsOf(schema)
  const uncommented = definitionsOf(dropTexts(schema, { comments: true, defaults: [] }))
  const rehearsal = rehearseLeaks(schema, samples, draft, key, words, definitions)
  const isCommented =
    rehearsal.definitions.length > 0 && definitions.some(({ text }, at) => text !== uncommented[at]!.text)
  return {
    ...rehearsal,
    uncommented: isCommented ? rehearseLeaks(schema, samples, draft, key, words, uncommented).definitions : null,
  }
}

function isMasked(echo: Echo, schema: Schema, { plans }: Draft): boolean {
  // A path costs nothing else of the value.
  if (echo.path !== undefined) return true
  const plan = plans.find(({ table }) => table === echo.table)!
  const treatment = treatmentOf(echo, isTableOfPeople(schema, plan))
  return echo.match === undefined ? treatment === 'mask' : treatment !== 'accept'
}

/** One more path at which a column of structured values repeats something. */
function atPath({ leaks, values = [] }: Echo, path: string, known: Finding | undefined, draft: Draft): Finding {
  const [worst] = leaks.toSorted((a, b) => b.count - a.count)
  const filled = values.filter((value) => value !== '')
  const isCopy = leaks.every((leak) => leak.whole === leak.count)
  const kind = (isCopy ? findingAt(worst!.of, draft)?.kind : null) ?? kindOfEcho(filled)
  const because = known?.leaves ? known.because : `values at ${path} hold one of ${worst!.of}`
  return { kind: 'structured', because, leaves: new Map([...(known?.leaves ?? []), [path, kind]]) }
}

function findingOf(echo: Echo, samples: Samples, draft: Draft): Finding {
  const { leaks, distinct, redacted, inside } = echo
  const values = valuesOf(echo, samples)
  const [worst] = leaks.toSorted((a, b) => b.count - a.count)
  const { of } = worst!
  const hits = leaks.reduce((sum, { count }) => sum + count, 0)
  const because = `${hits} of ${values.length} sampled values hold one of ${of}`
  if (inside) return { kind: 'structured', because, beyondParts: true }
  const isCopy = leaks.every((leak) => leak.whole === leak.count) && leaks.length * 2 >= distinct
  const original = isCopy ? findingAt(of, draft) : null
  // Where more is somebody's than that, the next rehearsal finds it.
  const isOfParts = leaks.every((leak) => leak.whole === 0 && isPart(leak.of, draft))
  const kind = original?.kind ?? kindOfEcho(values)
  return { kind, because, elsewhere: true, ...(redacted ? { beyondParts: true } : isOfParts ? { parts: true } : {}) }
}

/** What `free_text` can replace in place: it knows an e-mail address and a phone number by their form. */
function isPart(place: string, draft: Draft): boolean {
  // What was found in settings and texts was found by its form.
  const plans = draft.plans.flatMap(({ table, columns }) =>
    columns.filter(({ column }) => `${table}.${column}` === place).flatMap(branchesOf),
  )
  return plans.some(({ parts }) => parts) || ['email', 'phone'].includes(findingAt(place, draft)?.kind ?? '')
}

function findingAt(place: string, { tables }: Draft): Finding | null {
  const columns = tables.flatMap(({ table, columns }) =>
    columns.map((entry) => ({ ...entry, place: `${table}.${entry.column}` })),
  )
  return columns.find((entry) => entry.place === place)?.finding ?? null
}

function isReplaceable(echo: Echo, samples: Samples): boolean {
  return !valuesOf(echo, samples).some(isForPrograms)
}

function valuesOf({ table, column }: Echo, samples: Samples): string[] {
  return (samples.get(table)?.get(column) ?? []).filter((value) => value !== null && value !== '') as string[]
}
