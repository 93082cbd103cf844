import { wordsOf } from '../../policy/detection/names/name-words.ts'
import type { ProposedSetting } from '../../policy/proposed-setting.ts'
import { type Column, storedColumns, type Table } from '../../schema/schema.ts'

const waits = '(?:queue|queues|outbox|spool|pending|delivery|deliveries|outgoing|backlog)'
/** What goes out by itself, by the name of the table in which it waits. */
const queues: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`_(?:sms|text_message|texts?)_(?:\\w+_)?${waits}_|_${waits}_(?:\\w+_)?sms_`), 'text messages that wait'],
  [
    new RegExp(
      `_(?:mail|mails|email|emails|mailing|newsletter|smtp|mailer|letter)_(?:\\w+_)?(?:${waits}|jobs?)_|_${waits}_(?:\\w+_)?e?mails?_`,
    ),
    'mails that wait',
  ],
  [new RegExp(`_(?:push|notification|notifications|fcm|apns)_(?:\\w+_)?${waits}_`), 'notifications that wait'],
  [new RegExp(`_(?:webhook|webhooks|hook|callback)_(?:\\w+_)?${waits}_`), 'calls to others that wait'],
  [
    /_(?:failed_jobs?|delayed_jobs?|job_batch(?:es)?|jobs?_queue|queue_jobs?|queue_items?|queued_\w+|jobs|queue)_$/,
    'work that waits',
  ],
  [
    /_(?:actionscheduler_actions|cron_schedule|scheduled_(?:mails?|messages?|reminders?|posts?))_$/,
    'work that waits for its time',
  ],
]
/** Rows that say what is to be done again and again, or where others are called or read. */
const definitions: readonly (readonly [RegExp, string])[] = [
  [
    /_(?:jobs?|cron|crons|cron_jobs?|cronjobs?|scheduled_(?:tasks?|jobs?)|schedules?|task_schedule|recurring_jobs?)_$/,
    'jobs that run by themselves',
  ],
  [/_(?:webhooks?|web_hooks?|hooks?_urls?|callback_urls?)_$/, 'addresses of others that are called'],
  [
    /_(?:harvest_sources?|harvesters?|feed_sources?|import_sources?|data_sources?)_$/,
    'sources that are read by themselves',
  ],
]
const isSwitch = /_(?:is_)?(?:active|enabled|status_active|activated)_$/
const isAddress = /_(?:\w+_)?(?:url|uri|endpoint|callback|target)_$/

/** Where work waits that staging would do, and what would begin some: emptied, or switched off where rows have a switch. */
export function waitingWork(table: Table): ProposedSetting[] {
  const words = wordsOf(table.name)
  const switches = storedColumns(table).filter(isOff)
  const definition = definitions.find(([name]) => name.test(words))
  if (definition && switches.length > 0) return [defined(table, switches, definition[1])]
  const queue = queues.find(([name]) => name.test(words))
  if (queue) return [{ ...nothing(table), empty: true, because: queue[1] }]
  return definition && addresses(table).length > 0 ? [defined(table, switches, definition[1])] : []
}

function defined(table: Table, switches: readonly Column[], because: string): ProposedSetting {
  const off = switches.map(({ name }) => [name, 0] as const)
  const there = addresses(table).map(({ name }) => [name, nowhere] as const)
  return { ...nothing(table), set: Object.fromEntries([...there, ...off]), because }
}

/** The discard service of this machine, at which nobody listens. */
export const nowhere = 'http://localhost:9/'

export function nothing({ name }: Table): ProposedSetting {
  return { table: name, where: null, set: {}, blank: [], empty: false, because: '' }
}

function isOff({ name, kind }: Column): boolean {
  return kind === 'integer' && isSwitch.test(wordsOf(name))
}

function addresses(table: Table): Column[] {
  return storedColumns(table).filter(
    ({ name, kind, maxLength }) =>
      kind === 'text' && isAddress.test(wordsOf(name)) && (maxLength ?? Infinity) >= nowhere.length,
  )
}
