import type { ShopLanguage } from './shape.ts'

/** Phone numbers as people of a language write them, # a digit; where a country has numbers for films and books, those. */
export const phonePatterns: Readonly<Record<ShopLanguage, readonly string[]>> = {
  en: ['07700 900###', '+44 7700 900###', '020 7946 0###', '(555) 555-01##', '+1 212-555-01##'],
  de: ['+49 30 23125 ###', '(030) 23125-###', '0171 39200##', '+49 (69) 90009-###', '089/99998###'],
  fr: ['01 99 00 ## ##', '+33 6 39 98 ## ##', '06.39.98.##.##', '04 65 71 ## ##'],
  es: ['+34 600 000 ###', '900 000 ###', '600-000-###'],
  it: ['+39 06 0000 ####', '06 0000####', '333 000 ####'],
  ja: ['090-0000-####', '03-0000-####', '+81 90 0000 ####'],
  ar: ['+966 50 000 ####', '050 000 ####', '+20 100 000 ####'],
}
