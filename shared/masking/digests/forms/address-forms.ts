import { hash } from 'node:crypto'

const shape = /^[^\s@<>"]{1,64}@[^\s@<>"]+\.[\p{L}\p{N}-]{2,}$/u
const algorithms = ['md5', 'sha1', 'sha256'] as const

/** Addresses that are an office's and nobody's in particular; one such word is enough. */
const offices = new Set(
  `info office contact kontakt contacto contatto hello hallo hi mail email post team support help service customer customers kunden
  kundenservice client clients sales shop store orders order billing invoice invoices rechnung buchhaltung accounting admin administrator
  webmaster postmaster hostmaster abuse noreply no reply donotreply newsletter news marketing press presse jobs career careers hr
  security privacy datenschutz test user name first last example booking reservation events media web root api dev ops feedback`.split(
    /\s+/,
  ),
)

/** Whether a value is one e-mail address and nothing else. */
export function isAddress(value: string): boolean {
  return shape.test(value)
}

/** Hashes of an address by which avatars and advertisers know it: hex of MD5, SHA-1 and SHA-256 of its lower case. */
export function addressHashes(address: string): string[] {
  const lower = address.trim().toLowerCase()
  return algorithms.map((algorithm) => hash(algorithm, lower, 'hex'))
}

/** Whether the words before the @ (folded) name somebody: two or more of them, or one of six characters with a digit. */
export function namesSomebody(local: readonly string[]): boolean {
  if (local.some((word) => offices.has(word))) return false
  const text = local.join(' ')
  return local.length > 1
    ? text.length >= 8 && local.every((word) => word.length > 1 || local.length > 2)
    : text.length >= 6 && /\d/.test(text)
}
