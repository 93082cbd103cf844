import { UsageError } from '../../errors.ts'
import type { TransformerOrigin } from '../../policy/plan.ts'
import type { CustomFile } from '../custom/custom-transformer.ts'
import type { Transformer } from '../transformer.ts'
import { address } from './address/address.ts'
import { birthDate } from './birth-date.ts'
import { bucket } from './bucket.ts'
import { card } from './card.ts'
import { company } from './company.ts'
import { constant } from './constant.ts'
import { coordinate } from './coordinate.ts'
import { dateShift } from './date-shift.ts'
import { digits } from './digits.ts'
import { email } from './email.ts'
import { faker } from './faker.ts'
import { fpe } from './fpe.ts'
import { freeText } from './free-text.ts'
import { fullName } from './full-name.ts'
import { hash } from './hash.ts'
import { iban } from './iban.ts'
import { insideTransformers } from './inside.ts'
import { jobTitle } from './job-title.ts'
import { keep } from './keep.ts'
import { macAddress } from './mac-address.ts'
import { firstName, lastName } from './names.ts'
import { nationalId } from './national-id.ts'
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
  fpe,
  networkAddress,
  company,
  jobTitle,
  uuid,
  shuffle,
  freeText,
  faker,
  point,
  coordinate,
  persona,
  address,
  dateShift,
  birthDate,
  card,
  iban,
  nationalId,
  macAddress,
  url,
  pattern,
  noise,
  bucket,
  truncate,
  ...insideTransformers,
]

const builtIn = new Map<string, Transformer>(all.map((transformer) => [transformer.name, transformer]))
const known = new Map(builtIn)
let custom: readonly CustomFile[] = []

/** Every transformer by the name that policy.yaml uses: the built-in ones, and those of the user's files. */
export const transformers: ReadonlyMap<string, Transformer> = known

/** From now on these are known in this thread, in place of those before. Throws UsageError for a name that is taken. */
export function useCustom(files: readonly CustomFile[]): void {
  for (const { name } of customOrigins()) known.delete(name)
  custom = []
  for (const file of files) {
    for (const transformer of file.transformers) {
      refuseTaken(transformer.name, file)
      known.set(transformer.name, transformer)
    }
    custom = [...custom, file]
  }
}

/** The files whose transformers are known now. */
export function customFiles(): readonly CustomFile[] {
  return custom
}

/** Where each transformer that is not built in came from. */
export function customOrigins(): TransformerOrigin[] {
  return custom.flatMap(({ source: { file, digest }, transformers }) =>
    transformers.map(({ name }) => ({ name, file, digest })),
  )
}

// What a rule may say in place of a name.
const reserved = new Set(['by_row', 'skip_rows'])

function refuseTaken(name: string, { source: { file } }: CustomFile): void {
  const other = customOrigins().find((origin) => origin.name === name)?.file
  if (!known.has(name) && !reserved.has(name)) return
  const whose = other ? `${other} has one of that name` : builtIn.has(name) ? 'it is built in' : 'the word is taken'
  throw new UsageError(`${file}: no transformer can be called ${name}, since ${whose}; give it another name.`)
}
