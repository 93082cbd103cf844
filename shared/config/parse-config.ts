import { describeIssues } from '../policy/file/describe-issues.ts'
import { type Placed, type PlacedEntry, plainValue, readYaml } from '../policy/file/placed-yaml.ts'
import { type Problem, refuseProblems } from '../policy/file/problems.ts'
import { type Config, configShape } from './config.ts'
import { unfilled } from './fill-in.ts'
import { placeCases } from './seed.ts'
import { placeOwn } from './staging.ts'
import { substitute } from './substitute.ts'

/** What flags say instead of the file; each replaces its whole section's way to say it. */
export interface ConfigOverrides {
  readonly source?: string | undefined
  readonly staging?: string | undefined
  readonly policy?: string | undefined
  readonly artifacts?: string | undefined
  readonly keyFile?: string | undefined
  readonly seed?: number | undefined
}

/** A database that a command may have no need of. */
export type Side = 'source' | 'staging'

/**
 * nightmask.yaml with the flags laid over it. `text` is '' where there is no file; `${NAME}` in values is taken from `env`. Sides
 * that are not needed need not be there, nor their variables. What `demands` finds wrong with the file as it is written is told with the rest.
 * Throws UsageError with every problem and its line; no message holds a value, which may be a password.
 */
export function parseConfig(
  text: string,
  file: string,
  env: Readonly<Record<string, string | undefined>>,
  overrides: ConfigOverrides,
  needs: readonly Side[] = ['source', 'staging'],
  demands: (laid: Placed) => readonly Problem[] = () => [],
): Config {
  const { root, problems: formal } = readYaml(text)
  refuseProblems(file, formal)
  if (root.kind !== 'map') return refuse(file, [{ line: 1, text: 'the file has to be a map of keys' }])
  const unset: Problem[] = []
  const laid = substitute(layOver(root, { ...overrides, ...standIns(needs) }), env, unset)
  const parsed = configShape.safeParse(plainValue(laid))
  const open = unfilled(laid)
  const misshapen = parsed.success ? [] : describeIssues(configShape, laid, parsed.error.issues)
  // Of what is still to be filled in it is known that it has not its shape.
  const others = misshapen.filter(({ line }) => !open.some((left) => left.line === line))
  const problems = [...unset, ...open, ...explain(others), ...demands(laid)]
  if (!parsed.success || problems.length > 0) return refuse(file, problems)
  const { data } = parsed
  return { ...data, seed: placeCases(data.seed, laid, file), own: placeOwn(data.staging, laid, file) }
}

function standIns(needs: readonly Side[]): ConfigOverrides {
  const sides = ['source', 'staging'] as const
  return Object.fromEntries(sides.filter((side) => !needs.includes(side)).map((side) => [side, 'not needed']))
}

/** Overridden before anything is substituted: a flag makes the variable that it replaces needless. */
function layOver(root: Placed & { kind: 'map' }, overrides: ConfigOverrides): Placed {
  const { source, staging, policy, artifacts, keyFile, seed } = overrides
  let entries = root.entries
  if (source !== undefined) entries = replaceIn(entries, 'source', ['url', 'secret'], 'url', source)
  if (staging !== undefined) entries = replaceIn(entries, 'staging', ['url', 'secret'], 'url', staging)
  if (keyFile !== undefined) entries = replaceIn(entries, 'key', ['file', 'secret', 'existing'], 'file', keyFile)
  if (seed !== undefined) entries = replaceIn(entries, 'seed', ['value'], 'value', seed)
  if (policy !== undefined) entries = replace(entries, 'policy', given(policy))
  if (artifacts !== undefined) entries = replace(entries, 'artifacts', given(artifacts))
  return { ...root, entries }
}

function replaceIn(
  entries: readonly PlacedEntry[],
  section: string,
  dropped: readonly string[],
  key: string,
  value: string | number,
): PlacedEntry[] {
  const old = entries.find((entry) => entry.key === section)?.value
  const kept = old?.kind === 'map' ? old.entries.filter((entry) => !dropped.includes(entry.key)) : []
  const line = old?.line ?? 1
  return replace(entries, section, { kind: 'map', line, entries: [...kept, { key, line, value: given(value) }] })
}

function replace(entries: readonly PlacedEntry[], key: string, value: Placed): PlacedEntry[] {
  const line = entries.find((entry) => entry.key === key)?.line ?? value.line
  return [...entries.filter((entry) => entry.key !== key), { key, line, value }]
}

// `given` marks what came by a flag: taken as it is, `${…}` and all.
function given(value: string | number): Placed {
  return { kind: 'scalar', line: 1, value, text: '' }
}

function explain(problems: readonly Problem[]): Problem[] {
  return problems.map((problem) =>
    /^(source|staging) is missing$/.test(problem.text)
      ? { line: null, text: `${problem.text}: name a database there or with --${problem.text.split(' ')[0]}` }
      : problem,
  )
}

function refuse(file: string, problems: readonly Problem[]): never {
  refuseProblems(file, problems)
  throw new Error('refused without a problem')
}
