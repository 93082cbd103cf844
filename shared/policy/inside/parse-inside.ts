import type { PlacedEntry } from '../file/placed-yaml.ts'
import { didYouMean } from '../file/problems.ts'
import type { Rule, RulesInside } from '../rule.ts'
import { type FormatPaths, pathsOfFormat } from './formats.ts'
import { readPath, writePath } from './paths.ts'

type Refuse = (text: string, line?: number) => void
/** Parses the rule of one path; `told` is its place in words. */
type ParseBranch = (entry: PlacedEntry, told: string) => Rule | null

/** The keys that say what is meant inside, beside the options of the format itself. */
export const insideKeys = ['paths', 'otherwise', 'broken']

/** `paths`, `otherwise` and `broken` of `{ mask: json, paths: { "$.email": email }, otherwise: keep }`. Null where something was refused. */
export function parseInside(
  format: string,
  entries: ReadonlyMap<string, PlacedEntry>,
  refuse: Refuse,
  parseBranch: ParseBranch,
): RulesInside | null {
  const known = pathsOfFormat(format)!
  const branches = parsePaths(format, known, entries.get('paths'), refuse, parseBranch)
  const otherwise = entries.get('otherwise')
  if (!otherwise) refuse(`${format} needs otherwise, the rule for everything else in the value`)
  const rest = otherwise ? parseBranch(otherwise, 'otherwise') : null
  const broken = parseBroken(entries.get('broken'), refuse)
  return branches && rest ? { branches, otherwise: rest, broken } : null
}

function parseBroken(entry: PlacedEntry | undefined, refuse: Refuse): RulesInside['broken'] {
  const said = entry?.value.kind === 'scalar' ? entry.value.value : undefined
  if (said === 'refuse') return said
  if (entry && said !== 'replace') refuse('broken has to be replace or refuse', entry.line)
  return 'replace'
}

function parsePaths(
  format: string,
  known: FormatPaths,
  entry: PlacedEntry | undefined,
  refuse: Refuse,
  parseBranch: ParseBranch,
): RulesInside['branches'] | null {
  if (known.steps.length === 0) {
    if (!entry) return []
    refuse(`${format} holds one text and takes no paths: its rule is otherwise`, entry.line)
    return null
  }
  if (entry?.value.kind !== 'map' || entry.value.entries.length === 0) {
    refuse(`${format} needs paths, a map of what is in the value: { "$.email": email }`, entry?.line)
    return null
  }
  const { entries } = entry.value
  const seen = new Set<string>()
  const branches = entries.flatMap((branch) => {
    const problem = problemOf(branch.key, format, known)
    if (problem) refuse(problem, branch.line)
    const rule = parseBranch(branch, branch.key)
    if (problem || !rule) return []
    const path = writePath(readPath(branch.key)!)
    if (seen.has(path))
      refuse(`${told(branch.key)} can never be met: another rule above it has the same path`, branch.line)
    seen.add(path)
    return [{ path, rule }]
  })
  return branches.length === entries.length ? branches : null
}

function problemOf(path: string, format: string, known: FormatPaths): string | null {
  const steps = readPath(path)
  if (steps === null)
    return `${told(path)} is no path: it begins with $, and then come .name, ["name"], [0], [*], .* or ..name${path.startsWith('$') ? '' : didYouMean(path, [`$.${path}`])}`
  if (steps.length === 0) return '$ is the whole value, and the rule for everything else in it is otherwise'
  if (known.flat && steps.length > 1) return `${told(path)}: ${format} is flat, so that a path has one step`
  const strange = steps.find(({ kind }) => !known.steps.includes(kind))
  if (!strange) return null
  return `${told(path)}: ${format} knows no ${writePath([strange]).slice(1)} in paths`
}

function told(path: string): string {
  return JSON.stringify(path)
}
