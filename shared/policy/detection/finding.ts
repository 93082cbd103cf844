/** What personal data a column seems to hold. */
export type PersonalKind =
  | 'email'
  | 'phone'
  | 'first_name'
  | 'last_name'
  | 'full_name'
  | 'username'
  | 'password'
  | 'secret'
  | 'national_id'
  | 'bank_account'
  | 'card_number'
  | 'network_address'
  | 'street'
  | 'city'
  | 'region'
  | 'postal_code'
  | 'latitude'
  | 'longitude'
  | 'location'
  | 'birth_date'
  | 'gender'
  | 'sensitive'
  | 'picture'
  | 'web_address'
  | 'income'
  | 'company'
  /** Written by people about anything: comments, messages. */
  | 'free_text'
  /** Text that may be a catalogue's: descriptions, contents. */
  | 'prose'
  | 'structured'
  /** Names in a table about things, as in a catalogue: replaced, but no secret. */
  | 'public_name'
  /** Something else that repeats what is personal elsewhere. */
  | 'echo'

/** Why a column is called personal: `its name` or `40 of 200 sampled values look like e-mail addresses`; never a value. */
export interface Finding {
  readonly kind: PersonalKind
  readonly because: string
  /** Where it only repeats what is personal in other columns: its other values are no real ones. */
  readonly elsewhere?: true
  /** Where all that is personal in it is e-mail addresses and phone numbers within texts about things: they are replaced in place. */
  readonly parts?: true
  /** The column whose values it repeats, by `idOf`: one rule for both keeps joins. */
  readonly like?: string
  /** Set where more is personal in the texts than the addresses and numbers in them. */
  readonly beyondParts?: true
  /** Paths within structured values at which something else is repeated, and what it is. */
  readonly leaves?: ReadonlyMap<string, PersonalKind>
}

/** Whether a finding says that the column's values are people, or lead straight to them. */
export function namesPeople({ kind }: Pick<Finding, 'kind'>): boolean {
  return peopleKinds.has(kind)
}

const peopleKinds: ReadonlySet<PersonalKind> = new Set<PersonalKind>([
  'email',
  'phone',
  'first_name',
  'last_name',
  'full_name',
  'public_name',
  'username',
  'national_id',
  'bank_account',
  'card_number',
  'street',
])

/** What a kind is in a sentence. */
export const kindNames: Readonly<Record<PersonalKind, string>> = {
  email: 'an e-mail address',
  phone: 'a phone number',
  first_name: 'a first name',
  last_name: 'a last name',
  full_name: "a person's name",
  username: 'a user name',
  password: 'a password',
  secret: 'a token or secret',
  national_id: 'an official number',
  bank_account: 'a bank account',
  card_number: 'a card number',
  network_address: 'a network address',
  street: 'an address',
  city: 'a place of residence',
  region: 'a place of residence',
  postal_code: 'a postal code',
  latitude: 'a position',
  longitude: 'a position',
  location: 'a position',
  birth_date: 'a date of birth',
  gender: 'a gender',
  sensitive: 'sensitive data about a person',
  picture: 'a picture or signature',
  web_address: "somebody's web address",
  income: 'an income',
  company: 'a company',
  free_text: 'free text, in which people write anything',
  prose: 'text, in which people may be mentioned',
  public_name: 'names of people, as in a catalogue',
  echo: 'values that are personal elsewhere',
  structured: 'structured data with personal values in it',
}
