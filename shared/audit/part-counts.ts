import { z } from 'zod'
import { count as written } from './figures.ts'
import { type Html, html } from './html.ts'

const count = z.number().int().nonnegative()

/** What a text is kept without: counts of each kind, never a value. */
export const partCountsShape = z
  .strictObject({
    person: count.optional().describe('People of this database, by names, numbers and addresses of masked columns'),
    stranger: count.optional().describe('Whoever else is called as people are, as rules and lists of names tell'),
    email: count.optional(),
    phone: count.optional(),
    card: count.optional(),
    iban: count.optional(),
    link: count.optional().describe('Links that hold a token'),
    network_address: count.optional(),
    secret: count.optional().describe('By what a structure calls them'),
  })
  .describe('Of texts that are kept but for what is in them: how often each kind was replaced; absent for none')

export type PartCounts = z.infer<typeof partCountsShape>

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
