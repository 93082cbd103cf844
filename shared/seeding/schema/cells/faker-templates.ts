import type { Faker } from '@faker-js/faker'

/**
 * faker looks every placeholder of `{{person.lastName}} and {{person.lastName}}` up anew each time, which is most of the time of a
 * name or an address. This keeps what a template means; the draws are the same, and whatever is not that plain is left to faker.
 */
export function keepTemplates(faker: Faker): void {
  const { helpers } = faker
  const original = helpers.fake
  const known = new Map<string, Part[] | null>()
  const quick: typeof original = (pattern) => {
    const template = typeof pattern === 'string' ? pattern : helpers.arrayElement(pattern)
    let parts = known.get(template)
    if (parts === undefined) {
      parts = partsOf(template, faker)
      known.set(template, parts)
    }
    if (!parts) return slowly(template)
    let text = ''
    for (const { before, draw, rest } of parts) {
      const drawn = draw()
      // A placeholder within what was drawn comes before those behind it.
      if (drawn.includes('{{')) return slowly(text + before + drawn + rest)
      text += before + drawn
    }
    return text + (parts.at(-1)?.after ?? template)
  }
  // faker calls itself with what it has replaced so far: none of those texts is to be kept.
  const slowly = (template: string) => {
    helpers.fake = original
    try {
      return original(template)
    } finally {
      helpers.fake = quick
    }
  }
  helpers.fake = quick
}

interface Part {
  readonly before: string
  readonly draw: () => string
  readonly after: string
  /** The template behind this placeholder. */
  readonly rest: string
}

/** Null when some placeholder is more than a method or a list of the locale. */
function partsOf(template: string, faker: Faker): Part[] | null {
  const pieces = template.split(/\{\{([a-z]\w*\.\w+(?:\.\w+)*)\}\}/)
  const texts = pieces.filter((_, at) => at % 2 === 0)
  const draws = pieces.filter((_, at) => at % 2 === 1).map((path) => drawOf(path.split('.'), faker))
  if (texts.some((text) => text.includes('{{')) || draws.includes(null)) return null
  return draws.map((draw, at) => ({
    before: texts[at]!,
    draw: draw!,
    after: texts[at + 1]!,
    rest: pieces.slice(at * 2 + 2).reduce((rest, piece, of) => rest + (of % 2 === 0 ? piece : `{{${piece}}}`), ''),
  }))
}

function drawOf(path: readonly string[], faker: Faker): (() => string) | null {
  const method = at(faker, path.slice(0, 2))
  const listed = at(faker.definitions.raw, path)
  if (typeof method === 'function') return path.length > 2 || listed !== undefined ? null : () => String(method())
  if (method !== undefined || !Array.isArray(listed)) return null
  return () => String(faker.helpers.arrayElement(listed))
}

/** What stands at a path of plain objects. */
function at(root: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? (value as Record<string, unknown>)[name]
        : undefined,
    root,
  )
}
