import { nameOfRule } from '../../shared/policy/file/describe-rule.ts'
import type { Rule } from '../../shared/policy/rule.ts'
import { columns, cut } from '../display/columns.ts'
import type { Look } from '../display/look.ts'
import { plural } from '../display/quantity.ts'
import type { Preview } from '../preview/read-preview.ts'
import { entry } from './sections.ts'

/** Each row as a block: column, rule, the real value when it is shown, and what staging gets. */
export function previewLines({ plan, masked, originals }: Preview, showOriginals: boolean, look: Look): string[] {
  const { paint, width } = look
  const rules = plan.columns.map(({ rule, inheritedFrom }) =>
    cut(inheritedFrom ? `as ${inheritedFrom}` : shortRule(rule), Math.floor(width / 3)),
  )
  const names = plan.columns.map(({ column }) => cut(column, Math.floor(width / 4)))
  const used = Math.max(0, ...names.map(({ length }) => length)) + Math.max(0, ...rules.map(({ length }) => length)) + 6
  const room = Math.max(12, Math.floor((width - used) / (showOriginals ? 2 : 1)) - 2)
  const show = (cell: string | null | undefined) => cut(cell?.replaceAll(/\s+/g, ' ') ?? 'NULL', room)
  const head = ['', 'rule', ...(showOriginals ? ['production'] : []), 'staging'].map((cell) => paint('bold', cell))
  const blocks = masked.flatMap((row, at) => [
    ...plan.columns.map(({ rule }, column) => [
      names[column]!,
      paint('dim', rules[column]!),
      ...(showOriginals ? [show(originals[at]?.[column])] : []),
      rule.mask === 'keep' ? paint('dim', show(row[column])) : paint('green', show(row[column])),
    ]),
    [''],
  ])
  const rest = plan.columns.filter(({ rule }) => rule.mask !== 'keep').length
  return [
    `${paint('bold', plan.table)}  ${plural(masked.length, 'row')}, ${rest} of ${plural(plan.columns.length, 'column')} masked`,
    '',
    ...columns([head, ...blocks]),
    ...(masked.length > 0
      ? ['A run also draws again where a fake happens to be a real value; a preview has not read them.']
      : []),
    '',
    ...entry('Next', 'change what you do not like in the policy, then nightmask plan', look),
  ]
}

function shortRule(rule: Rule): string {
  return rule.mask === 'faker' ? `faker ${String(rule.options.method)}` : nameOfRule(rule)
}
