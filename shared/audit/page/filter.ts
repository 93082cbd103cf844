import { counted } from '../figures.ts'
import { type Html, html } from './html.ts'

const choices = [
  ['all', 'everything'],
  ['mask', 'masked columns'],
  ['why', 'columns kept for a reason'],
  ['odd', 'what is to be looked at'],
] as const

/** A choice of which columns are shown, by the style alone: no script runs. Tables in which nothing is left are not shown either. */
export function filter(tables: number): Html {
  return html`<fieldset class="filter"><legend>Show, in ${counted(tables, 'table')}</legend>${choices.map(([id, told]) => html`<label><input type="radio" name="show" id="show-${id}"${id === 'all' ? { html: ' checked' } : null}> ${told}</label>`)}</fieldset>`
}

/** On screens only: a printed page leaves nothing out. */
export const filterStyle = `@media screen {
${choices
  .slice(1)
  .map(
    ([id]) =>
      `body:has(#show-${id}:checked) .wide tr:not(.${id}, thead tr), body:has(#show-${id}:checked) .table:not(.has-${id}), body:has(#show-${id}:checked) .filtered .named { display: none; }`,
  )
  .join('\n')}
body:has(.filter input:not(#show-all):checked) .table::details-content { content-visibility: visible; display: block; block-size: auto; }
}
`
