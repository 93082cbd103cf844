import { createHash } from 'node:crypto'
import { cryptAlphabet, cryptBase64, cryptSalt } from './base64-of-crypt.ts'
import type { PasswordScheme } from './scheme.ts'

const saltLength = 8
/** 65,536 rounds. */
const highestCost = 16

/** Solar Designer's portable hashes, a hash of the hash so many times: WordPress and phpBB with MD5, Drupal 7 with SHA-512. */
function iterated(
  name: string,
  algorithm: string,
  form: RegExp,
  standardHeader: string,
  hashLength: number,
): PasswordScheme {
  const header = new RegExp(`^${form.source}[5-9A-E]$`)
  return {
    name,
    standardHeader,
    takes: (text) => header.test(text),
    headerOf(text) {
      const [, label = '', cost = ''] = new RegExp(`^(${form.source})([5-9A-S])[./0-9A-Za-z]{30,}$`).exec(text) ?? []
      return label === '' ? null : label + cryptAlphabet[Math.min(cryptAlphabet.indexOf(cost), highestCost)]
    },
    lengthOf: ({ length }) => length + saltLength + hashLength,
    hash(password, { header: given, random }) {
      const salt = cryptSalt(random, saltLength)
      const digest = (first: string | Buffer) => createHash(algorithm).update(first).update(password).digest()
      let hash = digest(salt)
      for (let left = 2 ** cryptAlphabet.indexOf(given.at(-1)!); left > 0; left--) hash = digest(hash)
      return given + salt + cryptBase64(hash).slice(0, hashLength)
    },
  }
}

export const phpass = iterated('phpass', 'md5', /\$[PH]\$/, '$P$B', 22)
export const drupal = iterated('drupal', 'sha512', /\$S\$/, '$S$D', 43)
