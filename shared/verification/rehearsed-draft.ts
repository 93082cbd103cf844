import { draftPolicy } from '../masking/draft-policy.ts'
import { createPseudonymKey, type PseudonymKey } from '../masking/subkeys.ts'
import type { Samples } from '../policy/detection/detect.ts'
import { kindOfEcho } from '../policy/detection/echoes.ts'
import type { Finding } from '../policy/detection/finding.ts'
import type { KnownNames } from '../policy/detection/person-words.ts'
import type { Draft } from '../policy/draft.ts'
import { idOf } from '../policy/reference-groups.ts'
import { dropTexts } from '../schema/drop-texts.ts'
import type { Schema } from '../schema/schema.ts'
import type { CommonWords } from './common-words.ts'
import { draftCoincidences } from './draft-coincidences.ts'
import { type Echo, rehearseLeaks } from './rehearse-leaks.ts'
import { definitionsOf } from './scan-definitions.ts'
import { isTableOfPeople } from './tables-of-people.ts'
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
  for (;;) {
    const draft = draftPolicy(schema, samples, names, locale, findings)
    const rehearsal = rehearse(schema, samples, draft, key, words)
    const fresh = rehearsal.echoes.filter((echo) => isMasked(echo, schema, draft) && !findings.has(idOf(echo)))
    if (fresh.length === 0) return { ...draft, ...draftCoincidences(schema, draft, rehearsal) }
    for (const echo of fresh) findings.set(idOf(echo), findingOf(echo, schema, samples, draft))
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
  const plan = plans.find(({ table }) => table === echo.table)!
  return treatmentOf(echo, isTableOfPeople(schema, plan)) === 'mask'
}

function findingOf({ table, column, leaks, distinct }: Echo, schema: Schema, samples: Samples, draft: Draft): Finding {
  const values = (samples.get(table)?.get(column) ?? []).filter((value) => value !== null && value !== '') as string[]
  const [worst] = leaks.toSorted((a, b) => b.count - a.count)
  const { of } = worst!
  const hits = leaks.reduce((sum, { count }) => sum + count, 0)
  const because = `${hits} of ${values.length} sampled values hold one of ${of}`
  const isCopy = leaks.every((leak) => leak.whole === leak.count) && leaks.length * 2 >= distinct
  const original = isCopy ? findingAt(of, draft) : null
  const plan = draft.plans.find((candidate) => candidate.table === table)!
  const isOfParts = leaks.every((leak) => leak.whole === 0 && isPart(leak.of, draft)) && !isTableOfPeople(schema, plan)
  const kind = original?.kind ?? kindOfEcho(values)
  return { kind, because, elsewhere: true, ...(isOfParts ? { parts: true } : {}) }
}

/** What `free_text` can replace in place: it knows an e-mail address and a phone number by their form. */
function isPart(place: string, draft: Draft): boolean {
  return ['email', 'phone'].includes(findingAt(place, draft)?.kind ?? '')
}

function findingAt(place: string, { tables }: Draft): Finding | null {
  const columns = tables.flatMap(({ table, columns }) =>
    columns.map((entry) => ({ ...entry, place: `${table}.${entry.column}` })),
  )
  return columns.find((entry) => entry.place === place)?.finding ?? null
}
