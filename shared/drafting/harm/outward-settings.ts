import type { Plain } from '../../policy/condition/condition.ts'
import type { Samples } from '../../policy/detection/detect.ts'
import { wordsOf } from '../../policy/detection/names/name-words.ts'
import type { SettingsNote } from '../../policy/detection/tables/settings-note.ts'
import type { ProposedSetting } from '../../policy/proposed-setting.ts'
import type { Table } from '../../schema/schema.ts'
import { nothing, nowhere } from './waiting-work.ts'

interface Outward {
  readonly name: RegExp
  /** What a value has to be, so that the name is taken at its word. */
  readonly value: RegExp
  readonly to: Plain
  readonly because: string
}

const site = 'https://staging.example.com/'
const link = /^https?:\/\/\S+$/i
const host = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?$/i
const on = /^(?:1|true|yes|on)$/i

/** Settings that reach somebody outside, by their name and their value; the first that fits a name counts. */
const outward: readonly Outward[] = [
  {
    name: /_(?:\w+_)?(?:webhook|hook|callback|ipn|notify|postback)_(?:\w+_)?(?:url|uri|endpoint)_$/,
    value: link,
    to: nowhere,
    because: 'addresses of others that are called',
  },
  {
    name: /_(?:\w+_)?(?:harvest|feed|import|sync|remote)_(?:\w+_)?(?:url|uri|endpoint|source)_$/,
    value: link,
    to: nowhere,
    because: 'sources that are read by themselves',
  },
  {
    name: /_(?:\w+_)?(?:smtp|mail)_(?:\w+_)?(?:host|server|hostname)_$/,
    value: /\S/,
    to: 'localhost',
    because: 'where mails go',
  },
  {
    name: /_(?:\w+_)?(?:site|base|home|shop|root|public|canonical|frontend|store)_?(?:url|uri)_$|_siteurl_$|_home_$|_base_(?:link|media|static|js|skin)_url_$/,
    value: link,
    to: site,
    because: 'addresses of the site',
  },
  {
    name: /_(?:\w+_)?(?:site|shop|cookie|base|primary)_domain(?:_ssl)?_$/,
    value: host,
    to: 'staging.example.com',
    because: 'addresses of the site',
  },
  {
    name: /_(?:\w+_)?(?:cron|scheduler|schedule|queue|newsletter|mailing)_(?:\w+_)?(?:enabled|active|enable|on)_$/,
    value: on,
    to: '0',
    because: 'jobs that run by themselves',
  },
  {
    name: /_(?:\w+_)?(?:stripe|paypal|braintree|adyen|mollie|klarna|gocardless|worldpay|authorize_?net)_(?:\w+_)?(?:key|id|account|merchant|login|user|client|public)_$/,
    value: /\S/,
    to: '',
    because: 'accounts at who takes payments',
  },
  {
    name: /_(?:\w+_)?(?:api|app|consumer|client|license|licence|tracking|analytics|onesignal|fcm|mailchimp|sendgrid|twilio)_?(?:\w+_)?(?:key|id|secret|token|sid)_$/,
    value: /^\S{6,}$/,
    to: '',
    because: 'keys of other services',
  },
]

/** Rows of a table of settings that reach somebody outside. What the policy replaces already needs no setting. */
export function outwardSettings(note: SettingsNote, table: Table, samples: Samples): ProposedSetting[] {
  const sample = samples.get(table.name)
  const named = sample?.get(note.by) ?? []
  const ruled = new Set(note.ruled.map(({ name }) => name))
  return note.values.flatMap((column) => {
    const cells = sample?.get(column) ?? []
    const found = new Map<Outward, Set<string>>()
    for (const [row, name] of named.entries()) {
      // Where something else is in a name than words of a program, it may be somebody's.
      if (name === null || ruled.has(name) || !/^[\w./:-]{2,100}$/.test(name)) continue
      const fitting = outward.find((entry) => entry.name.test(wordsOf(name)) && entry.value.test(cells[row] ?? ''))
      if (fitting) found.set(fitting, (found.get(fitting) ?? new Set()).add(name))
    }
    return [...found].map(([{ to, because }, names]) => ({
      ...nothing(table),
      ...{ where: { column: note.by, names: [...names].sort() }, set: { [column]: to }, because },
    }))
  })
}
