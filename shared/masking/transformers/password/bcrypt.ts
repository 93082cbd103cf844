import { createHash, createHmac } from 'node:crypto'
import bcryptjs from 'bcryptjs'
import type { PasswordScheme } from './scheme.ts'

const stored = /^((?:\{bcrypt\}|bcrypt\$|bcrypt_sha256\$|\$wp)?\$2[abxy]\$)(\d\d)\$[./A-Za-z0-9]{50,53}$/
const header = /^((?:\{bcrypt\}|bcrypt\$|bcrypt_sha256\$|\$wp)?)(\$2[aby]\$)(0[4-9]|1[0-2])\$$/
const hashLength = 53
const highestCost = 12
const alphabet = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** bcrypt with the label and prefix that the application looks for: Laravel has `$2y$`, Django `bcrypt_sha256$`, WordPress `$wp`. */
export const bcrypt: PasswordScheme = {
  name: 'bcrypt',
  standardHeader: '$2b$10$',
  takes: (text) => header.test(text),
  headerOf(text) {
    const [, prefix = '', cost = ''] = stored.exec(text) ?? []
    if (prefix === '') return null
    return `${prefix.replace('$2x$', '$2y$')}${String(Math.min(Number(cost), highestCost)).padStart(2, '0')}$`
  },
  lengthOf: ({ length }) => length + hashLength,
  hash(password, { header: given, random }) {
    const [, prefix = '', label = '', cost = ''] = header.exec(given)!
    const salt = [...random.subarray(0, 22)].map((byte) => alphabet[byte & 63]).join('')
    // The last character of a salt carries two bits only; 'e' is one of the four that are valid.
    const hash = bcryptjs.hashSync(hashedFirst(password, prefix), `$2b$${cost}$${salt.slice(0, 21)}e`)
    return prefix + label + hash.slice('$2b$'.length)
  },
}

/** What is given to bcrypt: some applications hash before, as bcrypt reads 72 bytes only. */
function hashedFirst(password: string, prefix: string): string {
  if (prefix === 'bcrypt_sha256$') return createHash('sha256').update(password).digest('hex')
  return prefix === '$wp' ? createHmac('sha384', 'wp-sha384').update(password.trim()).digest('base64') : password
}
