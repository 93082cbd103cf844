import type { Column } from '../../../schema/schema.ts'
import { wordsOf } from '../names/name-words.ts'
import type { Suggestion } from '../preferred-rules.ts'
import { looks } from '../values/looks.ts'

const secretName =
  /_(?:\w+_)?(?:password|passwd|passphrase|passwort|pwd|pw|pswd|psw|pass|secret|salt|token|credentials?|(?:api|private|access|auth|secret|encryption|crypt|consumer|license|licence|licen[cs]e|signing|shared|cron|rest|logged_in|secure_auth|nonce|client|webhook|merchant|transaction|application|app|service|account|master|site_secret|serial)_?(?:key|keys|secret|token|id_secret))(?:_?(?:\d+|enc|encrypted|hash|value|key|live|test|prod|sandbox))?_$/
const gluedSecret = /(?:password|passwd|secret|apikey|privatekey|token|accesskey|licensekey)_$/
/** Numbers, switches and sentences are about passwords and are none. */
const harmless = /^(?:-?\d+(?:\.\d+)?|true|false|yes|no|on|off|none|null|never|always|auto|default|enabled|disabled)$/i
const shortestSecret = 4

/** Whether a setting is a password, a token or a key of the application, by its name and a value. */
export function isSecretSetting(name: string, value: string): boolean {
  const text = plainOf(value)
  if (text === null || harmless.test(text) || /\s/.test(text.trim()) || text.length < shortestSecret) return false
  const words = wordsOf(name)
  return secretName.test(words) || gluedSecret.test(words) || looks.password(text) || looks.secret(text)
}

/** A value without the secret, in the form in which the application reads it. */
export function blankRule(values: readonly string[], { kind }: Column): Suggestion {
  const [value = ''] = values
  const blank = /^s:\d+:"/.test(value) ? 's:0:"";' : kind === 'json' || /^"/.test(value) ? '""' : ''
  return { mask: 'constant', options: { value: blank } }
}

/** The text that a value is, also as serialised PHP or JSON writes it; null for structures. */
function plainOf(value: string): string | null {
  const php = /^s:\d+:"([\s\S]*)";$/.exec(value)?.[1]
  if (php !== undefined) return php
  if (/^(?:[aObidC]:|N;|[[{])/.test(value)) return null
  return /^"[^"]*"$/.test(value) ? value.slice(1, -1) : value
}
