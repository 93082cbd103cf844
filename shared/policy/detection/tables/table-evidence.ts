import { type Column, storedColumns, type Table } from '../../../schema/schema.ts'
import type { Finding, PersonalKind } from '../finding.ts'
import { detectByName, identifying, isBesidePeople } from '../names/by-name.ts'
import { type KnownNames, looksLikeName } from '../names/person-words.ts'
import { detectByValues } from '../values/by-values.ts'
import { contradiction } from '../values/contradictions.ts'
import { isBirthDate } from '../values/dates.ts'
import { isRepeated } from '../values/innocence.ts'
import { isAboutKinds, isAboutPeople } from './table-role.ts'
import { isAboutPlaces, isAboutWorks, isSettings } from './table-subject.ts'

/** Nothing said that it is personal, something did, or something did and something else said that it is not. */
export type Verdict = null | Finding | { readonly against: string }

/** A table read whole: what a column is depends on its neighbours. */
export class TableEvidence {
  readonly #table: Table
  readonly #names: KnownNames
  readonly #sample: ReadonlyMap<string, readonly (string | null)[]>
  readonly #byName: ReadonlyMap<string, Finding>
  readonly #byValues: ReadonlyMap<string, Finding | null>
  readonly #isBeside: boolean

  constructor(table: Table, sample: ReadonlyMap<string, readonly (string | null)[]>, names: KnownNames) {
    this.#table = table
    this.#sample = sample
    this.#names = names
    this.#byName = detectByName(table)
    this.#byValues = new Map(
      storedColumns(table).map((column) => [column.name, detectByValues(column, this.#valuesOf(column), this.#names)]),
    )
    this.#isBeside = isBesidePeople(table) || [...this.#byValues.values()].some(makesPersonal)
  }

  verdictOn(column: Column): Verdict {
    const [called, seen] = [this.#byName.get(column.name), this.#seen(column)]
    if (seen && certain.has(seen.kind)) return { kind: seen.kind, because: both(called, seen) }
    const against = called ? this.#against(called, column) : null
    if (called && against === null)
      // A structure is no sentence, whatever the column is called.
      return seen?.kind === 'structured'
        ? { kind: 'structured', because: both(called, seen) }
        : this.#named(called, seen)
    if (seen) return seen
    return against !== null ? { against } : this.#byDates(column)
  }

  #named(called: Finding, seen: Finding | null): Finding {
    return { kind: called.kind, because: seen?.kind === called.kind ? both(called, seen) : called.because }
  }

  #against(called: Finding, column: Column): string | null {
    const values = this.#valuesOf(column)
    const contradicted = contradiction(called.kind, column, values)
    if (contradicted) return contradicted
    if (called.kind === 'full_name' && this.#namesThings(column, values))
      return 'no names of people are among its values'
    if (called.kind === 'full_name' && isAboutWorks(this.#table, column.name)) return 'who made what is published'
    if (ofPlaces.has(called.kind) && isAboutPlaces(this.#table)) return 'where a place of business is, not a person'
    if (ofPeople.has(called.kind) && isAboutKinds(this.#table.name)) return 'a word for a kind of things, not a name'
    const isText = called.kind === 'prose' || called.kind === 'free_text'
    return isText && isRepeated(values) ? 'few texts for many rows: nobody wrote them about anybody' : null
  }

  /** Whether a table that nothing else says to be about people has many names that nobody is called by. */
  #namesThings(column: Column, values: readonly string[]): boolean {
    const distinct = [...new Set(values.map((value) => value.toLowerCase()))]
    const others = { ...this.#table, columns: this.#table.columns.filter(({ name }) => name !== column.name) }
    const isName = (value: string) => looksLikeName(value, 'full_name', this.#names)
    return (
      distinct.length >= fewestThings &&
      !isBesidePeople(others) &&
      distinct.filter(isName).length < distinct.length * 0.1
    )
  }

  /** What the values say where they stand: in a table about things a first name is a word, and a composer's no secret. */
  #seen(column: Column): Finding | null {
    const seen = this.#byValues.get(column.name) ?? null
    if (!seen || certain.has(seen.kind)) return seen
    if (isSettings(this.#table) || isAboutKinds(this.#table.name)) return null
    if (ofPlaces.has(seen.kind) && isAboutPlaces(this.#table)) return null
    if (seen.kind === 'first_name' || seen.kind === 'last_name' || seen.kind === 'gender')
      return this.#isBeside ? seen : null
    if (seen.kind !== 'full_name' || this.#isBeside) return seen
    return isAboutWorks(this.#table, column.name) ? null : { ...seen, kind: 'public_name' }
  }

  #byDates(column: Column): Finding | null {
    if (!isAboutPeople(this.#table.name) || column.dataType !== 'date') return null
    if (!isBirthDate(column.name, this.#sample.get(column.name) ?? [])) return null
    return { kind: 'birth_date', because: 'its sampled dates spread over generations, in a table about people' }
  }

  #valuesOf({ name }: Column): string[] {
    return (this.#sample.get(name) ?? []).flatMap((value) => (value?.trim() ? [value.trim()] : []))
  }
}

const fewestThings = 10

// A full name alone makes no table one about people: catalogues have them.
function makesPersonal(finding: Finding | null): boolean {
  return (
    finding !== null &&
    finding.kind !== 'full_name' &&
    finding.kind !== 'first_name' &&
    finding.kind !== 'last_name' &&
    identifying.has(finding.kind)
  )
}

/** What a branch has as well as a person has. */
const ofPlaces: ReadonlySet<PersonalKind> = new Set<PersonalKind>([
  'phone',
  'street',
  'postal_code',
  'city',
  'region',
  'latitude',
  'longitude',
  'location',
])
/** What no row of a table of kinds has. */
const ofPeople: ReadonlySet<PersonalKind> = new Set<PersonalKind>([
  'full_name',
  'first_name',
  'last_name',
  'username',
  'gender',
  'sensitive',
  'picture',
  'street',
])

// Values that carry their own proof say more than a name: a user name may be an e-mail address.
const certain: ReadonlySet<PersonalKind> = new Set<PersonalKind>([
  'email',
  'bank_account',
  'card_number',
  'network_address',
  'password',
])

function both(called: Finding | undefined, seen: Finding): string {
  return called ? `${called.because}, and ${seen.because}` : seen.because
}
