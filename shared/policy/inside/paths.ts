/** One step from a value to what is in it: by name, by number, to everything of either, or to a name at any depth. */
export type Step =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'any-name' }
  | { readonly kind: 'any-index' }
  | { readonly kind: 'anywhere'; readonly name: string }

const forms: readonly (readonly [RegExp, (text: string) => Step])[] = [
  [/\.\.([^.[\]"'*\s]+)/y, (name) => ({ kind: 'anywhere', name })],
  [/\.\*()/y, () => ({ kind: 'any-name' })],
  [/\.([^.[\]"'*\s]+)/y, (name) => ({ kind: 'name', name })],
  [/\[\*\]()/y, () => ({ kind: 'any-index' })],
  [/\[(\d{1,9})\]/y, (number) => ({ kind: 'index', index: Number(number) })],
  [/\[("(?:[^"\\]|\\.)*")\]/y, (quoted) => ({ kind: 'name', name: JSON.parse(quoted) as string })],
]

/** The steps of a path such as `$.addresses[*].street`; null where it is none. */
export function readPath(path: string): Step[] | null {
  if (!path.startsWith('$')) return null
  const steps: Step[] = []
  for (let at = 1; at < path.length; ) {
    const step = stepAt(path, at)
    if (step === null) return null
    steps.push(step.step)
    at = step.end
  }
  return steps
}

/** The path of steps, in the one form in which equal paths are equal texts. */
export function writePath(steps: readonly Step[]): string {
  return `$${steps.map(writeStep).join('')}`
}

function stepAt(path: string, at: number): { readonly step: Step; readonly end: number } | null {
  for (const [pattern, read] of forms) {
    pattern.lastIndex = at
    const found = pattern.exec(path)
    if (!found) continue
    try {
      return { step: read(found[1]!), end: pattern.lastIndex }
    } catch {
      // `["\q"]` is no text.
      return null
    }
  }
  return null
}

function writeStep(step: Step): string {
  switch (step.kind) {
    case 'name':
      return /^[^.[\]"'*\s]+$/.test(step.name) ? `.${step.name}` : `[${JSON.stringify(step.name)}]`
    case 'index':
      return `[${step.index}]`
    case 'any-name':
      return '.*'
    case 'any-index':
      return '[*]'
    case 'anywhere':
      return `..${step.name}`
  }
}
