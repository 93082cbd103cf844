import type { Placed } from '../policy/file/placed-yaml.ts'
import type { Problem } from '../policy/file/problems.ts'

const variable = /\$\{([^}]*)\}/g

/** The tree with every `${NAME}` in a text replaced from `env`; what is not set is added to `problems`. Flags are left alone. */
export function substitute(
  placed: Placed,
  env: Readonly<Record<string, string | undefined>>,
  problems: Problem[],
): Placed {
  if (placed.kind === 'map')
    return {
      ...placed,
      entries: placed.entries.map((entry) => ({ ...entry, value: substitute(entry.value, env, problems) })),
    }
  if (placed.kind === 'list') return { ...placed, items: placed.items.map((item) => substitute(item, env, problems)) }
  if (typeof placed.value !== 'string' || placed.text === '') return placed
  const value = placed.value.replaceAll(variable, (whole, name: string) => {
    const found = Object.hasOwn(env, name) ? env[name] : undefined
    if (found) return found
    problems.push({ line: placed.line, text: describe(name) })
    return whole
  })
  if (/\$\{[^}]*$/.test(placed.value))
    problems.push({ line: placed.line, text: 'a name in braces after $ is not closed' })
  return { ...placed, value }
}

function describe(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name)
    ? `the environment variable ${name} is not set`
    : 'what stands in braces after $ has to be the name of an environment variable'
}
