import { findsParts } from '../../masking/redact/finds-parts.ts'
import type { Finding } from '../../policy/detection/finding.ts'
import { kindNames } from '../../policy/detection/finding.ts'
import { wordsOf } from '../../policy/detection/names/name-words.ts'
import type { Suggestion } from '../../policy/detection/preferred-rules.ts'
import { blankRule, isSecretSetting } from '../../policy/detection/tables/secret-settings.ts'
import { looks } from '../../policy/detection/values/looks.ts'
import type { Column, Table } from '../../schema/schema.ts'
import { suggestRules } from '../suggest-rule.ts'

/** What a name's values get, the best rule first, and why. */
export interface NameDecision {
  readonly suggestions: readonly Suggestion[]
  /** Where it is not the transformers' own. */
  readonly domain?: string | null
  readonly because: string
  /** Set for what an application must not take over into staging: secrets. */
  readonly isSecret: boolean
}

export const redact: Suggestion = { mask: 'free_text', options: { mode: 'redact' } }
const telephone = /_(?:\w+_)?(?:tel|phone|telephone|telefon|fax|mobile|sms|hotline|gsm)(?:_\w+)?_/

/** A setting of an application: kept, but for the addresses in it and what is secret. Null where it is kept. */
export function settingRule(name: string, column: Column, sample: readonly (string | null)[]): NameDecision | null {
  const values = filled(sample)
  const secrets = values.filter((value) => isSecretSetting(name, value))
  if (secrets.length > 0)
    return {
      suggestions: [blankRule(secrets, column)],
      because: 'a password, token or key of the application',
      isSecret: true,
    }
  const isTelephone = telephone.test(wordsOf(name))
  const holding = values.filter((value) => findsParts(value, isTelephone))
  if (holding.length > 0)
    return { suggestions: [redact], because: 'an e-mail address, a phone number or a secret in it', isSecret: false }
  const numbers = values.filter((value) => looks.bank_account(value) || looks.card_number(value))
  if (numbers.length === 0) return null
  return {
    suggestions: [
      { mask: 'digits', options: {} },
      { mask: 'hash', options: { length: 26 } },
    ],
    because: 'an account or card number',
    isSecret: false,
  }
}

/** An attribute of people: the rule that a column of that name and those values would get. Null where it is kept. `inside` drafts a rule that reaches into structures. */
export function attributeRule(
  name: string,
  table: Table,
  column: Column,
  sample: readonly (string | null)[],
  finding: Finding | undefined,
  inside: (values: readonly string[]) => Suggestion | null,
): NameDecision | null {
  const values = filled(sample)
  if (!finding || finding.kind === 'echo' || finding.kind === 'prose') return settingRule(name, column, sample)
  const whole = suggestRules(finding.kind, table, column, values)
  const reaching = finding.kind === 'structured' ? inside(values) : null
  const inParts = finding.kind === 'structured' && values.some((value) => findsParts(value, true))
  const suggestions = [...(reaching ? [reaching] : []), ...(inParts ? [redact] : []), ...whole]
  return { suggestions, because: kindNames[finding.kind], isSecret: false }
}

function filled(sample: readonly (string | null)[]): string[] {
  return sample.filter((value) => value !== null && value.trim() !== '') as string[]
}
