export const languages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'sv', 'pl'] as const
export type Language = (typeof languages)[number]

/**
 * Sentences by language. Slots of a person of the database: `full`, `turned` (last name, first name), `gen` (genitive), `last` (behind a title),
 * `upper`, `lower`, `plain` (without accents), `user`, `mail`, `tel`. Of a stranger: `s.full`, `s.turned`, `s.last`, `s.first`. Of nobody in
 * particular: `card`, `iban`, `ip`, `link`.
 */
export type Templates = Readonly<Record<Language, readonly string[]>>

/** A full name in the genitive, as far as the language has one. */
export function genitive(language: Language, first: string, last: string): string {
  if (language === 'en') return `${first} ${last}'s`
  if (language === 'pl') return `${polish(first)} ${polish(last)}`
  if (language === 'de') return /[sxzß]$/.test(last) ? `${first} ${last}'` : `${first} ${last}s`
  if (language === 'nl') return /[aiouy]$/.test(last) ? `${first} ${last}'s` : `${first} ${last}s`
  if (language === 'sv') return /[sxz]$/.test(last) ? `${first} ${last}` : `${first} ${last}s`
  return `${first} ${last}`
}

function polish(name: string): string {
  if (/(?:sk|ck|dzk)i$/.test(name)) return `${name}ego`
  if (/(?:sk|ck|dzk)a$/.test(name)) return `${name.slice(0, -1)}iej`
  if (/[kg]a$/.test(name)) return `${name.slice(0, -1)}i`
  if (/ia$/.test(name)) return `${name.slice(0, -1)}i`
  if (/a$/.test(name)) return `${name.slice(0, -1)}y`
  if (/ek$/.test(name)) return `${name.slice(0, -2)}ka`
  return /[bcdfghjklmnprstwzłńśźż]$/.test(name) ? `${name}a` : name
}
