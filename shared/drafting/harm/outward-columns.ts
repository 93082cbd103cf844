import { wordsOf } from '../../policy/detection/names/name-words.ts'
import type { DraftTable } from '../../policy/draft.ts'
import type { ProposedSetting } from '../../policy/proposed-setting.ts'
import { type Column, storedColumns, type Table } from '../../schema/schema.ts'
import { nothing } from './waiting-work.ts'

/** Who takes payments by this name; what is only called payment may lead anywhere within the application. */
const payers = '(?:stripe|paypal|braintree|adyen|mollie|klarna|gocardless|worldpay|authorize_?net|sagepay)'
const payments = '(?:payment|gateway|billing|processor)'
/** Values that reach somebody outside, by the name of their column. */
const outward: readonly (readonly [RegExp, string])[] = [
  [/_(?:push|device|fcm|apns|gcm|onesignal)_(?:\w+_)?(?:token|id|key|endpoint)_$/, 'devices that are notified'],
  [
    new RegExp(
      `_${payers}_(?:\\w+_)?(?:id|token|ref|reference|key)_$|_${payments}_(?:customer|agreement|profile|token|subscription|account|reference)_(?:id|ref)_$|_${payments}_token_$`,
    ),
    'accounts at who takes payments',
  ],
  [
    /_(?:client|consumer|oauth|refresh|access|bearer)_(?:secret|token)_$|_oauth_(?:\w+_)?(?:token|secret)_$/,
    'tokens at other services',
  ],
  [/_(?:api|private|signing|webservice|license|licence)_?key_$|_(?:app|api|shared)_secret_$/, 'keys of other services'],
]
/** The same where only the name of the table says what it is. */
const ofTables: readonly (readonly [table: RegExp, column: RegExp, because: string])[] = [
  [
    /_payment_(?:processor|gateway|account|provider)s?_$/,
    /_(?:user_?name|login|password|signature|subject|merchant\w*)_$/,
    'accounts at who takes payments',
  ],
  [
    /_(?:webservice|web_service|api)_(?:accounts?|keys?|clients?|users?|access|tokens?)_$/,
    /_(?:key|token|secret)_$/,
    'keys of other services',
  ],
]

/** Columns that reach somebody outside. What the policy empties already needs no setting. */
export function outwardColumns(table: Table, draft: DraftTable | undefined): ProposedSetting[] {
  const columns = storedColumns(table).filter((column) => isBlankable(table, column) && !isEmptied(draft, column.name))
  const own = ofTables.filter(([name]) => name.test(wordsOf(table.name)))
  const asked = [...outward, ...own.map(([, name, because]) => [name, because] as const)]
  return asked.flatMap(([name, because], at) => {
    const isFirst = (words: string) => asked.findIndex(([other]) => other.test(words)) === at
    const blank = columns
      .map((column) => column.name)
      .filter((column) => name.test(wordsOf(column)) && isFirst(wordsOf(column)))
    return blank.length > 0 ? [{ ...nothing(table), blank, because }] : []
  })
}

function isBlankable({ primaryKey, uniqueKeys, foreignKeys }: Table, { name, kind, nullable }: Column): boolean {
  const isKey = primaryKey.includes(name) || foreignKeys.some(({ columns }) => columns.includes(name))
  const isUnique = uniqueKeys.some(({ columns }) => columns.includes(name))
  // What leads within the application is a number.
  return (kind === 'text' || kind === 'binary') && !isKey && (nullable || !isUnique)
}

function isEmptied(draft: DraftTable | undefined, name: string): boolean {
  const rule = draft?.columns.find(({ column }) => column === name)?.rule
  return rule?.mask === 'null' || rule?.mask === 'constant'
}
