import { toldDecider } from '../../policy/file/describe-rule.ts'
import { count, counted } from '../figures.ts'
import type { ColumnAudit } from '../record.ts'
import { type Html, html } from './html.ts'
import { partList } from './parts.ts'

/** A column's rule, with what it did in each of its branches, paths and parts. */
export function ruleOf(column: ColumnAudit): Html | string {
  const rule = column.branches ? branchList(column) : column.paths ? '' : column.rule
  const told = column.paths ? html`${rule}${pathList(column)}` : rule
  return column.parts ? html`${told}${partList(column.parts)}` : told
}

/** Which rule was meant for what in the values; what was nowhere last. */
function pathList({ rule, branches, paths = [], broken = 0 }: ColumnAudit): Html {
  const items = paths
    .toSorted((a, b) => Number(a.values === 0) - Number(b.values === 0))
    .map(
      ({ path, values, masked, ...of }) =>
        html`<li>${path}: ${of.rule} <small>${values === 0 ? 'no value' : `${count(masked)} replaced in ${counted(values, 'value')}`}</small></li>`,
    )
  const name = branches ? '' : html`in ${/^\{ mask: (\w+)/.exec(rule)?.[1] ?? 'values'}`
  const told = broken > 0 ? html` <small>${counted(broken, 'value')} could not be read</small>` : null
  return html`${name}${told}<ul class="branches">${items}</ul>`
}

/** Which rule was meant for which rows; those that nobody met last. */
function branchList({ by, branches = [] }: ColumnAudit): Html {
  const items = branches
    .toSorted((a, b) => Number(a.rows === 0) - Number(b.rows === 0))
    .map(
      (branch) =>
        html`<li>${branch.match ?? 'otherwise'}: ${branch.rule} <small>${branch.rows === 0 ? 'no row' : `${count(branch.masked)} of ${counted(branch.rows, 'row')} replaced`}</small></li>`,
    )
  return html`${toldDecider(by ?? '')}<ul class="branches">${items}</ul>`
}
