import { isBankAccount, isCardNumber } from './checksums.ts'

/** Whether a value as a whole looks like something. No dates, decimals or plain numbers: those are too common. */
export const looks = {
  email: (value: string) => /^[^\s@<>"]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$/i.test(value),
  network_address: (value: string) =>
    /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/.test(value) ||
    (/^[0-9a-f:]{6,39}$/i.test(value) && value.split(':').length > 3),
  bank_account: isBankAccount,
  card_number: isCardNumber,
  password: (value: string) =>
    /^(\$2[abxy]?\$|\$wp\$2|\{?bcrypt[}$_]|\{?argon2[}$]|\$argon2|\$[156]\$|\$apr1\$|\$[HPS]\$|\$?pbkdf2|\{S?(SHA|MD5)\d*\}|\$?scrypt[:$])/.test(
      value,
    ),
  secret: (value: string) => /^(eyJ[\w-]{10,}\.|sk_live_|ghp_|xox[bp]-|AKIA[0-9A-Z]{16}$|-----BEGIN )/.test(value),
  national_id: (value: string) =>
    /^(\d{3}-\d{2}-\d{4}|\d{3}\.\d{3}\.\d{3}-\d{2}|[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]|[A-CEGHJ-PR-TW-Z]{2} ?(\d{2} ?){3}[A-D])$/.test(
      value,
    ),
  location: (value: string) => /^-?\d{1,2}\.\d{3,}\s*[,;]\s*-?\d{1,3}\.\d{3,}$/.test(value),
  phone: isPhone,
} as const

/** Whether a longer text mentions somebody: an e-mail address, a phone number, a bank account. */
export function mentionsPerson(value: string): boolean {
  if (/[^\s@<>"']+@[a-z0-9-]+\.[a-z]{2,}/i.test(value)) return true
  return (value.match(/\+\d[\d ()./-]{7,18}\d/g) ?? []).some(isPhone)
}

function isPhone(value: string): boolean {
  if (!/^\+?[\d\s().\-/]{7,22}(\s?(x|ext\.?)\s?\d{1,6})?$/i.test(value)) return false
  const digits = value.replaceAll(/\D/g, '').length
  if (digits < 7 || digits > 15) return false
  // An international prefix, or a trunk zero or brackets with separators: a bare number could be anything.
  const isDate = /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}/.test(value)
  return (
    value.startsWith('+') ||
    (!isDate && /^(\(?0|\()/.test(value) && /[\s()/-]/.test(value)) ||
    /^(\(\d{3}\) ?|\d{3}[-.])\d{3}[-.]\d{4}$/.test(value)
  )
}

const shortestEncoded = 24

/** Whether a value is base64, as of a session or a cookie, in which somebody is mentioned. */
export function hidesPerson(value: string): boolean {
  const [, encoded] = /^([A-Za-z0-9+/_-]{2,}={0,2})(?:--[0-9a-f]+)?$/.exec(value.replaceAll(/[\r\n]/g, '')) ?? []
  if (!encoded || encoded.length < shortestEncoded) return false
  return mentionsPerson(Buffer.from(encoded, 'base64').toString('latin1'))
}
