import { OriginalDigest } from '../../../../shared/masking/digests/original-digest.ts'
import type { Originals } from '../../../../shared/masking/digests/originals.ts'
import { OriginalsRecorder } from '../../../../shared/masking/digests/originals-recorder.ts'
import { createPseudonymKey } from '../../../../shared/masking/digests/subkeys.ts'
import { searchCharset } from '../../../../shared/masking/text/charset.ts'
import { transformers } from '../../../../shared/masking/transformers/index.ts'
import type { ColumnPlan, Plan } from '../../../../shared/policy/plan.ts'
import type { Column } from '../../../../shared/schema/schema.ts'
import { LeakScanner } from '../../../../shared/verification/leak-scanner.ts'
import { OriginalsCensus } from '../../../../shared/verification/originals-census.ts'
import { OriginalsIndex } from '../../../../shared/verification/originals-index.ts'
import { Recognition } from '../../../../shared/verification/recognition.ts'
import type { Sighting } from '../../../../shared/verification/scan.ts'
import { type Definition, scanDefinitions } from '../../../../shared/verification/scan-definitions.ts'
import { bytesBatch } from '../../../../shared/verification/text-batch.ts'

/** Nine kinds of values, of invented people, each with the rule that masks its column. */
export const values = {
  name: { mask: 'full_name', value: 'Jörga Müllenbeck' },
  email: { mask: 'email', value: 'jorga.mullenbeck85@nest-marrow.example' },
  phone: { mask: 'phone', value: '+49 30 55512047' },
  login: { mask: 'username', value: 'quillon77' },
  id: { mask: 'digits', value: '718-22-40931' },
  card: { mask: 'card', value: '5312 8807 1149 2206' },
  iban: { mask: 'iban', value: 'DE12 3704 0044 0532 0134 99' },
  street: { mask: 'faker', value: 'Löwenzahnstraße 127b', options: { method: 'location.streetAddress' } },
  passage: { mask: 'free_text', value: 'the süße rabbit Zenovia never came home from Aldbury' },
} as const
export type Sort = keyof typeof values
export const sorts = Object.keys(values) as Sort[]

export const key = createPseudonymKey(new Uint8Array(32).fill(3))
export const rule = (mask: string, options: object = {}) =>
  ({ mask, options, domain: null, reason: null, line: null }) as ColumnPlan['rule']

export const plan = {
  locale: 'en',
  tables: [
    {
      table: 'people',
      columns: Object.entries(values).map(([column, entry]) => ({
        column,
        rule: rule(entry.mask, 'options' in entry ? entry.options : {}),
        domain: '',
        inheritedFrom: null,
      })),
    },
  ],
} as unknown as Pick<Plan, 'tables' | 'locale'>

const utf8 = searchCharset(null)
const originals: Originals[] = plan.tables[0]!.columns.flatMap((column) => {
  const recorder = new OriginalsRecorder('people', column, transformers.get(column.rule.mask)!, new OriginalDigest(key))
  const bytes = Buffer.from(values[column.column as Sort].value)
  recorder.record(bytes, 0, bytes.length, utf8)
  return recorder.originals()
})
const census = new OriginalsCensus()
census.add(originals)
const index = new OriginalsIndex(census, [], key)
index.add(originals)

/** By cell, the columns of which a real value is found in it, when a kept column holds it. */
export function foundIn(cells: readonly (string | Uint8Array)[], column: Partial<Column> = {}): Set<string>[] {
  const sighted = cells.map((cell) => {
    const kind = typeof cell === 'string' ? 'text' : 'binary'
    const charset = typeof cell === 'string' ? 'utf8mb4' : null
    const described = { name: 'body', kind, charset, maxLength: null, ...column } as Column
    const scanner = new LeakScanner('notes', [{ column: described, masked: false, searched: true }], index.shared, key)
    scanner.scan(bytesBatch([[Buffer.from(cell as string)]]))
    return scanner.sightings()
  })
  return leaksOf(sighted)
}

/** By definition, the columns of which a real value is found in it. */
export function foundInDefinitions(definitions: readonly Omit<Definition, 'name'>[]): Set<string>[] {
  const named = definitions.map((definition, at) => ({ name: String(at), ...definition }))
  return leaksOf([...scanDefinitions(named, index.shared, key).values()])
}

function leaksOf(sighted: readonly (readonly Sighting[])[]): Set<string>[] {
  const recognition = new Recognition(plan, key, census, sighted.flat())
  recognition.add(originals)
  return sighted.map((sightings) => {
    const leaks = recognition.recognised(sightings).filter(({ leak }) => leak)
    return new Set(leaks.map(({ of }) => of.replace('people.', '')))
  })
}
