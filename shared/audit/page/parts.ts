import { count as written } from '../figures.ts'
import type { PartCounts } from '../part-counts.ts'
import { type Html, html } from './html.ts'

const partNames: readonly (readonly [keyof PartCounts, string, string])[] = [
  ['person', 'person of this database', 'people of this database'],
  ['stranger', 'name of somebody else', 'names of somebody else'],
  ['email', 'e-mail address', 'e-mail addresses'],
  ['phone', 'phone number', 'phone numbers'],
  ['card', 'card number', 'card numbers'],
  ['iban', 'bank account', 'bank accounts'],
  ['link', 'link with a token', 'links with a token'],
  ['network_address', 'network address', 'network addresses'],
  ['secret', 'secret', 'secrets'],
]

/** What was replaced within the texts. */
export function partList(parts: PartCounts): Html {
  const items = partNames.flatMap(([kind, one, many]) => {
    const found = parts[kind] ?? 0
    return found === 0 ? [] : [html`<li>${written(found)} ${found === 1 ? one : many}</li>`]
  })
  return html`<ul class="branches">${items}</ul>`
}
