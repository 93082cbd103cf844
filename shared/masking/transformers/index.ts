import type { Transformer } from '../transformer.ts'
import { birthDate } from './birth-date.ts'
import { bucket } from './bucket.ts'
import { card } from './card.ts'
import { constant } from './constant.ts'
import { dateShift } from './date-shift.ts'
import { digits } from './digits.ts'
import { email } from './email.ts'
import { faker } from './faker.ts'
import { freeText } from './free-text.ts'
import { fullName } from './full-name.ts'
import { hash } from './hash.ts'
import { iban } from './iban.ts'
import { insideTransformers } from './inside.ts'
import { keep } from './keep.ts'
import { macAddress } from './mac-address.ts'
import { firstName, lastName } from './names.ts'
import { networkAddress } from './network-address.ts'
import { noise } from './noise.ts'
import { toNull } from './null.ts'
import { password } from './password/password.ts'
import { pattern } from './pattern.ts'
import { persona } from './persona/persona.ts'
import { phone } from './phone.ts'
import { point } from './point.ts'
import { shuffle } from './shuffle.ts'
import { truncate } from './truncate.ts'
import { url } from './url.ts'
import { username } from './username.ts'
import { uuid } from './uuid.ts'

const all = [
  keep,
  toNull,
  constant,
  hash,
  email,
  firstName,
  lastName,
  fullName,
  username,
  phone,
  password,
  digits,
  networkAddress,
  uuid,
  shuffle,
  freeText,
  faker,
  point,
  persona,
  dateShift,
  birthDate,
  card,
  iban,
  macAddress,
  url,
  pattern,
  noise,
  bucket,
  truncate,
  ...insideTransformers,
]

/** Every transformer by the name that policy.yaml uses. */
export const transformers: ReadonlyMap<string, Transformer> = new Map(
  all.map((transformer) => [transformer.name, transformer]),
)
