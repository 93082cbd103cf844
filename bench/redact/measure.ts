import { DigestSet } from '../../shared/masking/digests/digest-set.ts'
import { createPseudonymKey } from '../../shared/masking/digests/subkeys.ts'
import { indexPeople } from '../../shared/masking/people/people-index.ts'
import { PeopleMasker } from '../../shared/masking/people/people-masker.ts'
import { peopleSources, sourcesIn } from '../../shared/masking/people/people-sources.ts'
import { findInTexts } from '../../shared/masking/redact/find-in-texts.ts'
import type { Part } from '../../shared/masking/redact/find-parts.ts'
import type { MaskingRun } from '../../shared/masking/rows/column-masker.ts'
import { batchOf } from '../../shared/masking/rows/lone-rows.ts'
import { RowMasker } from '../../shared/masking/rows/row-masker.ts'
import { columnsToSurvey, Surveyor, surveyedColumns } from '../../shared/masking/rows/surveyor.ts'
import { strangerNames } from '../../shared/masking/strangers/stranger-names.ts'
import { foldWords } from '../../shared/masking/text/fold-words.ts'
import { transformers } from '../../shared/masking/transformers/index.ts'
import { readPolicy } from '../../shared/policy/file/parse-policy.ts'
import { resolvePolicy } from '../../shared/policy/resolving/resolve-policy.ts'
import { describeColumn } from '../../shared/schema/describe-column.ts'
import type { Schema, Table } from '../../shared/schema/schema.ts'
import { type Person, type Sample, type Truth, writtenIn } from './corpus.ts'

/** Counts over samples; by slot in the words of languages.ts. */
export interface Figures {
  readonly texts: number
  readonly people: { readonly named: number; readonly found: number; readonly claimed: number; readonly right: number }
  /** Of those found: with the pseudonym of the row. */
  readonly pseudonyms: { readonly compared: number; readonly ofRow: number }
  readonly strangers: {
    readonly named: number
    readonly found: number
    readonly claimed: number
    readonly right: number
  }
  readonly others: { readonly named: number; readonly found: number }
  /** Found of named. */
  readonly bySlot: Readonly<Record<string, readonly [found: number, named: number]>>
}

const columns = { first_name: 'first', last_name: 'last', user: 'user', mail: 'mail', phone: 'phone' } as const
const policyText = `version: 1
tables:
  people:
    id: keep
    first_name: { mask: persona, of: people.id, part: first_name }
    last_name: { mask: persona, of: people.id, part: last_name }
    user: { mask: persona, of: people.id, part: username }
    mail: { mask: persona, of: people.id, part: email }
    phone: phone
  notes: { id: keep, body: { mask: free_text, mode: redact } }
`

/** A database of such people as a run has it once they are surveyed. */
export async function openPeople(people: readonly Person[]) {
  const tables = [
    tableOf('people', ['id', ...Object.keys(columns)], people.length),
    tableOf('notes', ['id', 'body'], people.length),
  ]
  const schema: Schema = {
    ...{ database: 'bench', tables, programs: [], charset: 'utf8mb4', collation: 'utf8mb4_0900_ai_ci' },
    server: { family: 'mysql', version: '8.4.0' },
  }
  const { policy, faults } = readPolicy(policyText, 'bench', transformers)
  const plan = { schema, ...resolvePolicy(schema, policy, 'bench', transformers, faults) }
  const key = createPseudonymKey(new Uint8Array(32).fill(7))
  const [table, ofPeople] = [tables[0]!, plan.tables.find(({ table: name }) => name === 'people')!]
  const surveyed = surveyedColumns(ofPeople.columns)
  const numbered = sourcesIn(plan, 'people')
  const surveyor = new Surveyor(table, surveyed, key, new Map(), numbered)
  const cellOf = (person: Person, column: string) =>
    column === 'id' ? String(person.id) : person[columns[column as keyof typeof columns]]
  const names = columnsToSurvey(surveyed, numbered)
  for (let at = 0; at < people.length; at += 10_000)
    surveyor.survey(batchOf(people.slice(at, at + 10_000).map((person) => names.map((name) => cellOf(person, name)))))
  const digests = surveyor.originals().map(({ digests: own }) => own)
  const exclusions = new DigestSet(digests.reduce((sum, { length }) => sum + length / 2, 0))
  for (const own of digests) for (let at = 0; at < own.length; at += 2) exclusions.add(own[at]!, own[at + 1]!)
  const shared = indexPeople([surveyor.people()!])!
  const sources = peopleSources(plan)
  const strangers = await strangerNames(['en'])
  const run: MaskingRun = {
    ...{ key, locale: 'en', folds: new Map(), exclusions },
    texts: { people: { shared, sources }, strangers, openers: null },
  }
  const masker = (name: string) =>
    new RowMasker(tables.find((one) => one.name === name)!, plan.tables.find((one) => one.table === name)!, run)
  const inRows = Buffer.from(
    masker('people').mask(
      batchOf(people.map((person) => ['id', ...Object.keys(columns)].map((name) => cellOf(person, name)))),
    ),
  ).toString()
  const rows = inRows.split('\n').slice(0, -1)
  const pseudonyms = new Map(
    rows.map((row, at) => {
      const [, first = '', last = '', user = '', mail = '', phone = ''] = row.split('\t')
      return [people[at]!.id, { first, last, user, mail, phone }] as const
    }),
  )
  return { key, shared, sources, strangers, run, masker, pseudonyms, originals: surveyor.originals() }
}

export type OpenedPeople = Awaited<ReturnType<typeof openPeople>>

/** What redact finds in the samples, compared with what is there. */
export function measureSamples(samples: readonly Sample[], people: readonly Person[], opened: OpenedPeople): Figures {
  const masker = new PeopleMasker(opened.shared, opened.sources, opened.run)
  const find = findInTexts(masker.index, opened.strangers)
  const namesakes = namesakesAmong(people)
  const surnames = Map.groupBy(people, ({ last }) => foldWords(last).join(' '))
  const figures = {
    texts: samples.length,
    people: { named: 0, found: 0, claimed: 0, right: 0 },
    pseudonyms: { compared: 0, ofRow: 0 },
    strangers: { named: 0, found: 0, claimed: 0, right: 0 },
    others: { named: 0, found: 0 },
    bySlot: {} as Record<string, [number, number]>,
  }
  for (const { text, truths } of samples) {
    const parts = find(text)
    for (const part of parts) {
      if (part.kind !== 'person' && part.kind !== 'stranger') continue
      const claimed = part.kind === 'person' ? figures.people : figures.strangers
      claimed.claimed++
      // Behind a title, the last name of somebody of the database may well be his.
      const isHis = (truth: Truth) => truth.slot === 's.last' && surnames.has(foldWords(part.value).join(' '))
      const isRight = truths.some(
        (truth) => overlaps(truth, part) && (truth.kind === part.kind || (part.kind === 'person' && isHis(truth))),
      )
      // A person whom rules found, too, is none of the rules' mistakes.
      if (
        isRight ||
        (part.kind === 'stranger' && truths.some((truth) => truth.kind !== 'other' && overlaps(truth, part)))
      )
        claimed.right++
    }
    for (const truth of truths) {
      const found = parts.find((part) => covers(part, truth) && suits(part, truth))
      const of =
        truth.kind === 'person' ? figures.people : truth.kind === 'stranger' ? figures.strangers : figures.others
      of.named++
      const slot = figures.bySlot[truth.slot] ?? [0, 0]
      figures.bySlot[truth.slot] = slot
      slot[1]++
      if (!found) continue
      of.found++
      slot[0]++
      if (truth.kind !== 'person' || !found.mention) continue
      figures.pseudonyms.compared++
      const written = foldWords(masker.replacement(text, found.mention) ?? '')
        .sort()
        .join(' ')
      const meant = namesakes(truth.slot, text.slice(truth.start, truth.end))
      if (
        [truth.person!, ...meant].some((person) => expected(truth.slot, opened.pseudonyms.get(person.id)!) === written)
      )
        figures.pseudonyms.ofRow++
    }
  }
  return figures
}

/** Whoever is written so, but for upper and lower case, in a slot or in full: a text that says no more may mean any of them. */
function namesakesAmong(people: readonly Person[]): (slot: string, written: string) => readonly Person[] {
  const known = new Map<string, Map<string, Person[]>>()
  const of = (slot: string, written: string) => {
    const own = known.get(slot) ?? Map.groupBy(people, (person) => writtenIn(slot, person).toLowerCase())
    known.set(slot, own)
    return own.get(written.toLowerCase()) ?? []
  }
  return (slot, written) =>
    slot === 'tel' ? [] : [...of(slot, written), ...(slot === 'last' ? [] : of('full', written))]
}

function expected(slot: string, pseudonym: { first: string; last: string; user: string; mail: string; phone: string }) {
  const { first, last, user, mail, phone } = pseudonym
  const whole: Record<string, string> = { user, mail, tel: phone, last }
  return foldWords(whole[slot] ?? `${first} ${last}`)
    .sort()
    .join(' ')
}

function overlaps(a: Pick<Truth, 'start' | 'end'>, b: Pick<Truth, 'start' | 'end'>): boolean {
  return a.start < b.end && b.start < a.end
}

/** But for an ending that stays: a genitive. */
function covers(part: Part, truth: Truth): boolean {
  const slack = truth.slot === 'gen' ? 2 : 0
  return part.start <= truth.start && part.end >= truth.end - slack
}

function suits({ kind }: Part, truth: Truth): boolean {
  if (truth.kind === 'person') return kind === 'person'
  return truth.kind === 'stranger' ? kind === 'stranger' || kind === 'person' : kind !== 'person' && kind !== 'stranger'
}

function tableOf(name: string, names: readonly string[], rows: number): Table {
  return {
    ...{ name, engine: 'InnoDB', primaryKey: ['id'], createSql: `CREATE TABLE ${name} (\n  id int\n)` },
    columns: names.map((column, at) =>
      describeColumn(column, column === 'id' ? 'int' : column === 'body' ? 'text' : 'varchar(120)', at + 1),
    ),
    ...{ uniqueKeys: [], foreignKeys: [], checks: [], rowsEstimate: rows, bytesEstimate: rows * 100 },
    ...{ sqlMode: '', systemVersioned: false },
  }
}
