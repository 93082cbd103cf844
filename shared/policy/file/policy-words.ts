import { rangeKeys } from '../condition/condition.ts'
import { formatPaths } from '../inside/formats.ts'
import { words } from './words.ts'

const otherwise = ['The rule for all other rows.', 'keep'] as const
const bounds: Readonly<Record<string, string>> = {
  ...{ at_least: 'is at least', above: 'is above', at_most: 'is at most', below: 'is below' },
}

/** What editors show of the keys of policy.yaml; what a transformer takes is said beside its code. */
export const policyWords = words({
  version: ['Of this form of the file.', 1],
  locale: ["Language of the fakes, one of faker's.", 'de'],
  tables: [
    'Every table with the rule of every column; skip_rows makes the table and leaves its rows behind.',
    { users: { id: 'keep', email: 'email' }, sessions: 'skip_rows' },
  ],
  without_snapshot: [
    'Tables whose engine has no snapshot, with the reason why that is accepted.',
    { counters: 'rebuilt every hour' },
  ],
  orphans: [
    'What becomes of rows whose referenced row production itself does not have: reported (the default) or refused.',
    'refuse',
  ],
  not_restored: [
    'Views, routines, triggers and events that staging goes without, as `view name`, with the reason.',
    { 'view old_totals': 'what it reads is gone' },
  ],
  accepted: [
    'Coincidences: real values of masked columns that may stand where they are.',
    [{ in: 'products.name', of: 'users.last_name', reason: 'names of flowers', values: 3 }],
  ],
  'accepted.in': [
    'Where they stand: `table.column`, or a definition such as `table orders` or `view busiest`.',
    'products.name',
  ],
  'accepted.of': ['The masked column whose real values they are, as `table.column`.', 'users.last_name'],
  'accepted.reason': ['Why it says nothing about anybody; it stands in the audit record.', 'names of flowers'],
  'accepted.cells': ['How many at most; one, where neither cells nor values is given.', 12],
  'accepted.values': ['How many different values at most, in any number of cells unless cells is given too.', 3],
  definitions: ['What becomes of the texts of definitions.', { comments: 'drop' }],
  'definitions.comments': ['drop: tables, columns, indexes and partitions of staging have no comments.', 'drop'],
  'definitions.defaults': [
    'Columns, as `table.column`, that have no default in staging.',
    { 'tickets.assignee': 'drop' },
  ],
  risk: [
    'By which columns somebody may be known from elsewhere: measured each night, and refused beyond limits.',
    [{ people: 'users', by: { 'users.birth_date': 'year', 'orders.created_at': 'day' }, smallest: 2 }],
  ],
  'risk.people': ['The table whose rows are counted.', 'users'],
  'risk.by': [
    'Columns as table.column, along foreign keys from there, and how exactly somebody may know them.',
    { 'users.birth_date': 'year' },
  ],
  'risk.smallest': ['Refused where the smallest group has fewer people.', 2],
  'risk.below_5': ['Refused where a larger share of people is in groups of fewer than five.', 0.1],
  'risk.below_11': ['Refused where a larger share of people is in groups of fewer than eleven.', 0.2],
  '#column.by': ['A kept column of the same table.', 'kind'],
  '#column.rules': [
    'What that column holds, whole or with * at the beginning or the end, and the rule that is meant then.',
    { phone: 'digits', '*mail': 'email' },
  ],
  '#column.otherwise': otherwise,
  '#column.when': [
    'Columns of the same row and what they hold in production: a value (with * at an end for any text), a list, null, a range; all of it has to hold.',
    { role: ['admin', 'staff'], left_at: null },
  ],
  '#column.then': ['The rule for the rows for which it holds.', 'email'],
  '#condition.*.not': ['What the column has to hold none of.', '*@ours.example'],
  ...Object.fromEntries(
    rangeKeys.flatMap((key) => [
      [`#condition.*.${key}`, [`The column ${bounds[key]} this number or date.`, 18]] as const,
      [`#condition.*.not.${key}`, [`Not: the column ${bounds[key]} this number or date.`, 18]] as const,
    ]),
  ),
  ...Object.fromEntries(
    Object.keys(formatPaths).flatMap((format) => [
      [
        `#long_${format}.paths`,
        ['What is in the value, and the rule for it.', { '$.email': 'email', '$.lines[*].name': 'full_name' }],
      ] as const,
      [`#long_${format}.otherwise`, ['The rule for everything else in the value.', 'keep']] as const,
    ]),
  ),
})
