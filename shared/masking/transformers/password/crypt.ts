import { cryptSalt } from './base64-of-crypt.ts'
import { md5Crypt } from './md5-crypt.ts'
import type { PasswordScheme } from './scheme.ts'
import { shaCrypt } from './sha-crypt.ts'

const header = /^\$(?:(1|apr1)|([56])(?:\$rounds=(\d+))?)\$$/
const stored = /^(\$(?:(?:1|apr1)|[56](?:\$rounds=\d+)?)\$)[^$:\n]{1,16}\$[./0-9A-Za-z]{20,}$/
const mostRounds = 200_000
const lengths: Readonly<Record<string, number>> = { '1': 22, apr1: 22, '5': 43, '6': 86 }
const saltLengths: Readonly<Record<string, number>> = { '1': 8, apr1: 8, '5': 16, '6': 16 }

/** The hashes of crypt(3): `$1$` and `$apr1$` (MD5), `$5$` and `$6$` (SHA-2, as of Moodle), also with `rounds=`. */
export const crypt: PasswordScheme = {
  name: 'crypt',
  standardHeader: '$6$',
  takes(text) {
    const match = header.exec(text)
    const rounds = Number(match?.[3] ?? 1000)
    return match !== null && rounds >= 1000 && rounds <= mostRounds
  },
  headerOf(text) {
    const [, start] = stored.exec(text) ?? []
    return (
      start?.replace(/\d+(?=\$$)/, (number) =>
        start.includes('=') ? String(Math.max(1000, Math.min(Number(number), mostRounds))) : number,
      ) ?? null
    )
  },
  lengthOf(text) {
    const variant = variantOf(text)
    return text.length + saltLengths[variant]! + 1 + lengths[variant]!
  },
  hash(password, { header: given, random }) {
    const variant = variantOf(given)
    const salt = cryptSalt(random, saltLengths[variant]!)
    const rounds = Number(header.exec(given)![3] ?? 5000)
    const hash =
      variant === '5' || variant === '6' ? shaCrypt(password, salt, variant, rounds) : md5Crypt(password, salt, variant)
    return `${given}${salt}$${hash}`
  },
}

function variantOf(text: string): string {
  const [, md5, sha] = header.exec(text)!
  return md5 ?? sha!
}
