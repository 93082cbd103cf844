import { DigestSet } from '../../masking/digests/digest-set.ts'
import { OriginalDigest } from '../../masking/digests/original-digest.ts'
import type { OriginalsKey } from '../../masking/digests/subkeys.ts'
import { charsetOf } from '../../masking/text/charset.ts'
import { loadCommonWords } from '../../policy/detection/names/common-words.ts'
import type { Plan } from '../../policy/plan.ts'
import type { Ports } from '../../ports.ts'
import { idOfValue } from '../../verification/coincidences.ts'
import { crowdsOf, isCrowd, mostDistinct } from '../../verification/crowds.ts'
import type { Recognised } from '../../verification/scan.ts'
import { isTableOfPeople } from '../../verification/tables-of-people.ts'
import { columnsByPlace } from './places.ts'

/**
 * Values that tell nothing one by one, in kept columns of which they are more than chance would bring: by `idOfValue`. A column of
 * surnames is one whatever the words in it.
 */
export async function findCrowds(
  plan: Plan,
  values: readonly Recognised[],
  { shadow, originalsKey }: Pick<Ports, 'shadow' | 'originalsKey'>,
): Promise<ReadonlySet<string>> {
  const columns = columnsByPlace(plan)
  const crowds = crowdsOf(
    values,
    (place) => columns.has(place) && isTableOfPeople(plan.schema, columns.get(place)!.table),
  )
  if (crowds.length === 0) return new Set()
  const common = await commonDigests(plan, originalsKey)
  const found: Recognised[] = []
  for (const crowd of crowds) {
    const { table, column } = columns.get(crowd[0]!.place) ?? {}
    const rare = crowd.filter(({ hi, lo }) => !common.has(hi, lo))
    if (!table || !column) continue
    const distinct = await shadow.countDistinct(plan, table.table, column, mostDistinct(rare.length))
    if (isCrowd(rare, distinct)) found.push(...crowd)
  }
  return new Set(found.map(idOfValue))
}

async function commonDigests({ locale }: Plan, key: OriginalsKey): Promise<DigestSet> {
  const words = await loadCommonWords(locale)
  const digest = new OriginalDigest(key)
  const digests = new DigestSet(words.size)
  for (const word of words) {
    const bytes = Buffer.from(word, 'utf8')
    if (digest.read(bytes, 0, bytes.length, charsetOf('utf8mb4')!)) digests.add(digest.hi, digest.lo)
  }
  return digests
}
