import type { Transformer } from '../transformer.ts'
import { constant } from './constant.ts'
import { dateShift } from './date-shift.ts'
import { digits } from './digits.ts'
import { email } from './email.ts'
import { faker } from './faker.ts'
import { freeText } from './free-text.ts'
import { fullName } from './full-name.ts'
import { hash } from './hash.ts'
import { keep } from './keep.ts'
import { firstName, lastName } from './names.ts'
import { networkAddress } from './network-address.ts'
import { toNull } from './null.ts'
import { password } from './password/password.ts'
import { persona } from './persona/persona.ts'
import { phone } from './phone.ts'
import { point } from './point.ts'
import { shuffle } from './shuffle.ts'
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
]

/** Every transformer by the name that policy.yaml uses. */
export const transformers: ReadonlyMap<string, Transformer> = new Map(
  all.map((transformer) => [transformer.name, transformer]),
)
