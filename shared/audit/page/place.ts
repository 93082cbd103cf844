import type { AuditRecord } from '../record.ts'
import { type Html, html } from './html.ts'

/** Where a page stands, and the run published before its own. */
export interface PagePlace {
  /** Below `audit/`, without an ending: `2026/11/25/RUN`. Null where the page stands alone and nothing is beside it. */
  readonly path: string | null
  readonly before: { readonly path: string; readonly record: AuditRecord } | null
}

export const alone: PagePlace = { path: null, before: null }

/** Leads to the sections, and from run to run. The run after this one is not known yet: the index says which it is. */
export function navigation(sections: readonly (readonly [string, string])[], { path, before }: PagePlace): Html {
  const name = path?.slice(path.lastIndexOf('/') + 1)
  return html`<nav aria-label="Contents"><ul>${sections.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul>${
    path === null
      ? null
      : html`<ul class="runs-nav">${before && html`<li><a href="../../../${before.path}.html" rel="prev">← Run before</a></li>`}<li><a href="../../../index.html#${name ?? ''}">All runs</a></li><li><a href="../../../index.html#after-${name ?? ''}" rel="next">Run after →</a></li><li><a href="${name ?? ''}.json">This record</a></li></ul>`
  }</nav>`
}
