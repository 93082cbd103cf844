import { draftPolicy } from '../masking/draft-policy.ts'
import { createPseudonymKey } from '../masking/subkeys.ts'
import type { Samples } from '../policy/detection/detect.ts'
import { kindOfEcho } from '../policy/detection/echoes.ts'
import type { Finding } from '../policy/detection/finding.ts'
import type { KnownNames } from '../policy/detection/person-words.ts'
import type { Draft } from '../policy/draft.ts'
import { idOf } from '../policy/reference-groups.ts'
import type { Schema } from '../schema/schema.ts'
import { type Echo, rehearseLeaks } from './rehearse-leaks.ts'

/**
 * A complete policy for a schema. What it would keep is searched for what it would mask as a run's leak check does it, over the
 * samples: what a run would refuse is masked too, until nothing more is found.
 */
export function rehearsedDraft(schema: Schema, samples: Samples, names: KnownNames, locale: string): Draft {
  // Nothing is stored under this key: any will do.
  const key = createPseudonymKey(new Uint8Array(32))
  const findings = new Map<string, Finding>()
  for (;;) {
    const draft = draftPolicy(schema, samples, names, locale, findings)
    const fresh = rehearseLeaks(schema, samples, draft, key).filter((echo) => !findings.has(idOf(echo)))
    if (fresh.length === 0) return draft
    for (const echo of fresh) findings.set(idOf(echo), findingOf(echo, samples))
  }
}

function findingOf({ table, column, original, cells }: Echo, samples: Samples): Finding {
  const values = (samples.get(table)?.get(column) ?? []).filter((value) => value !== null && value !== '') as string[]
  return { kind: kindOfEcho(values), because: `${cells} of ${values.length} sampled values hold one of ${original}` }
}
