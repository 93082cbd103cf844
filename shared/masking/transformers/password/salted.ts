import { digestOf } from './digests.ts'
import { type PasswordScheme, saltText } from './scheme.ts'

const saltLength = 8
const algorithms: Readonly<Record<number, string>> = { 32: 'md5', 40: 'sha1', 64: 'sha256', 128: 'sha512' }
const colons = /^(md5|sha1|sha256|sha512):salt(:1)?$/
const dollars = /^(md5|sha1)\$salt\$$/

/** A digest and its salt in one text: `HASH:SALT`, `HASH:SALT:1` with a version behind it, or `md5$SALT$HASH` (Django before 1.4); docs/policy.md names applications. */
export const salted: PasswordScheme = {
  name: 'salted',
  standardHeader: 'md5:salt',
  takes: (header) => colons.test(header) || dollars.test(header),
  headerOf(stored) {
    const [, older] = /^(md5|sha1)\$[^$]+\$[0-9a-f]{32,40}$/.exec(stored) ?? []
    if (older) return `${older}$salt$`
    const [, hex = '', version = ''] = /^([0-9a-f]{32,128}):[^:\s]{1,64}(:1)?$/i.exec(stored) ?? []
    const algorithm = algorithms[hex.length]
    return algorithm ? `${algorithm}:salt${version}` : null
  },
  lengthOf(header) {
    const digest = digestOf('', { algorithm: algorithmOf(header), order: 'salt-first', salt: null })
    return (
      (dollars.test(header) ? header.length - 'salt'.length : 1 + (header.endsWith(':1') ? 2 : 0)) +
      saltLength +
      digest.length
    )
  },
  hash(password, { header, order, random }) {
    const salt = saltText(random, saltLength)
    const digest = digestOf(password, { algorithm: algorithmOf(header), order, salt })
    if (dollars.test(header)) return header.replace('salt', salt) + digest
    return `${digest}:${salt}${header.endsWith(':1') ? ':1' : ''}`
  },
}

function algorithmOf(header: string): string {
  return /^[a-z0-9]+/.exec(header)![0]
}
