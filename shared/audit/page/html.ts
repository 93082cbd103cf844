/** A piece of a page that is safe to stand in one. */
export interface Html {
  readonly html: string
}

type Part = Html | string | number | null | readonly Part[]

/** A template whose parts are escaped, unless they are pieces themselves; lists are joined and null is nothing. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: texts.map((text, at) => text + render(parts[at] ?? null)).join('') }
}

function render(part: Part): string {
  if (part === null) return ''
  if (typeof part === 'string') return escaped(part)
  if (typeof part === 'number') return String(part)
  return 'html' in part ? part.html : part.map(render).join('')
}

const entities: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' },
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"'`]/g, (sign) => entities[sign]!).replaceAll(unseen, spellOut)
}

// Control characters and marks that turn the direction of writing: a table's name could hide behind them.
const unseen = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

function spellOut(sign: string): string {
  return `\\u{${sign.codePointAt(0)!.toString(16)}}`
}
