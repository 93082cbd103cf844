import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Room → rooms it may import. A room is the longest matching prefix of a path. */
const mayImport: Record<string, readonly string[]> = {
  'shared/server-errors.ts': [],
  'shared/errors.ts': ['shared/server-errors.ts'],
  'shared/pipeline.ts': [],
  'shared/schema': ['shared/errors.ts'],
  'shared/policy': ['shared/errors.ts', 'shared/schema'],
  'shared/config': ['shared/errors.ts', 'shared/schema', 'shared/policy'],
  'shared/masking': ['shared/errors.ts', 'shared/schema', 'shared/policy'],
  'shared/seeding': ['shared/errors.ts', 'shared/schema', 'shared/policy', 'shared/masking'],
  'shared/subset': ['shared/errors.ts', 'shared/schema', 'shared/policy', 'shared/masking'],
  'shared/verification': ['shared/errors.ts', 'shared/schema', 'shared/policy', 'shared/masking'],
  // What init proposes: rules tried out by the plan's own proofs and by the leak check, over samples.
  'shared/drafting': ['shared/errors.ts', 'shared/schema', 'shared/policy', 'shared/masking', 'shared/verification'],
  'shared/audit': ['shared/errors.ts', 'shared/schema', 'shared/policy'],
  'shared/store-ports.ts': ['shared/schema', 'shared/policy', 'shared/masking', 'shared/verification', 'shared/audit'],
  'shared/note-ports.ts': ['shared/schema', 'shared/policy', 'shared/verification', 'shared/audit'],
  'shared/shadow-ports.ts': [
    'shared/note-ports.ts',
    'shared/schema',
    'shared/policy',
    'shared/masking',
    'shared/audit',
  ],
  'shared/ports.ts': [
    'shared/note-ports.ts',
    'shared/store-ports.ts',
    'shared/shadow-ports.ts',
    'shared/schema',
    'shared/policy',
    'shared/masking',
    'shared/verification',
    'shared/audit',
  ],
  'shared/steps': [
    'shared/errors.ts',
    'shared/schema',
    'shared/policy',
    'shared/config',
    'shared/masking',
    'shared/seeding',
    'shared/subset',
    'shared/verification',
    'shared/drafting',
    'shared/audit',
    'shared/ports.ts',
  ],
  'shared/adapters': [
    'shared/errors.ts',
    'shared/schema',
    'shared/policy',
    'shared/config',
    'shared/masking',
    'shared/audit',
    'shared/subset',
    'shared/verification',
    'shared/ports.ts',
  ],
  // Fills databases for trying things: over adapters, and no step knows of it.
  'shared/generating': ['shared/errors.ts', 'shared/schema', 'shared/policy', 'shared/seeding', 'shared/adapters'],
  functions: ['shared'],
  cli: ['shared', 'examples'],
  // One parser for the one file: a deployment and a night must not read it differently.
  infra: [
    'shared/config',
    'shared/errors.ts',
    'shared/policy',
    'shared/masking/transformers',
    'shared/masking/custom',
    'shared/adapters/custom-transformers',
  ],
  bench: ['shared', 'cli', 'infra/bundle.ts'],
  // Judges the program from outside: only how servers are found and the names of the steps are shared.
  faults: ['shared/adapters/embedded', 'shared/pipeline.ts', 'bench/process-tree.ts', 'bench/command.ts'],
}

/** Where a package or built-in may be imported; everything that is not listed may be imported anywhere. */
const onlyIn: Record<string, readonly string[]> = {
  mysql2: ['shared/adapters/mysql', 'faults'],
  '@aws-sdk/': ['shared/adapters'],
  'aws-cdk-lib': ['infra'],
  commander: ['cli'],
  'node:fs': ['shared/adapters', 'cli', 'functions', 'infra', 'bench', 'faults'],
  'node:child_process': ['shared/adapters/embedded', 'cli', 'bench', 'faults'],
  'node:net': ['shared/adapters', 'bench', 'faults'],
  'node:worker_threads': ['shared/adapters', 'cli', 'bench'],
}

/** Pure rooms know no clock, no chance and no environment. */
const pureRooms = [
  'schema',
  'policy',
  'config',
  'masking',
  'drafting',
  'seeding',
  'subset',
  'verification',
  'audit',
  'steps',
].map((room) => `shared/${room}/`)
const impure = [
  /\bMath\.random\b/,
  /\bDate\.now\b/,
  /\bnew Date\(\)/,
  /\bprocess\./,
  /\bimport \{[^}]*\bfaker\b[^}]*\} from '@faker-js/,
  // It holds every locale: 35 MB and a tenth of a second in each thread.
  /^import (?!type\b).* from '@faker-js\/faker'/m,
  /\bperformance\.now\b/,
]

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => /^(shared|functions|cli|infra|bench|faults)\//.test(file))
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }))

describe('the house', () => {
  it('has rooms that import only the rooms below them', () => {
    const breaches = files.flatMap(({ path, text }) =>
      importsOf(text)
        .filter((target) => target.startsWith('.'))
        .map((target) => normalize(join(dirname(path), target)))
        .filter((target) => !isAllowed(path, target))
        .map((target) => `${path} imports ${target}`),
    )
    expect(breaches).toEqual([])
  })

  it('keeps drivers, SDKs, files and processes in the adapters and the two composition roots', () => {
    const breaches = files.flatMap(({ path, text }) =>
      importsOf(text)
        .filter((target) => forbiddenPackage(path, target))
        .map((target) => `${path} imports ${target}`),
    )
    expect(breaches).toEqual([])
  })

  it('has pure rooms without clock, chance, environment or global faker', () => {
    const breaches = files
      .filter(({ path }) => pureRooms.some((room) => path.startsWith(room)))
      .flatMap(({ path, text }) =>
        impure.filter((pattern) => pattern.test(withoutComments(text))).map((pattern) => `${path}: ${pattern}`),
      )
    expect(breaches).toEqual([])
  })

  it('has threads read what rules do, most of the program, only when they have a row to mask', () => {
    const read = [...readAtOnce('cli/run/thread-work.ts')]
    expect(read.filter((path) => /^(zod|yaml|@faker-js|shared\/masking\/transformers\/)/.test(path))).toEqual([])
    expect([...readAtOnce('shared/steps/mask-pack.ts')]).toContain('shared/masking/transformers/index.ts')
  })

  it.each(['shared/ports.ts', 'shared/store-ports.ts', 'shared/note-ports.ts', 'shared/shadow-ports.ts'])(
    'holds types only in %s',
    (name) => {
      const ports = files.find(({ path }) => path === name)?.text ?? ''
      expect(ports).not.toMatch(/^(export )?(const|let|function|class) |^import \{/m)
    },
  )

  it('stays small: median at most 55 lines, nine of ten at most 130, none over 250', () => {
    const sizes = files
      .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
      .sort((a, b) => a.lines - b.lines)
    expect(sizes.filter(({ lines }) => lines > 250)).toEqual([])
    expect(sizes[Math.floor(sizes.length * 0.9)]?.lines ?? 0).toBeLessThanOrEqual(130)
    expect(sizes[Math.floor(sizes.length / 2)]?.lines ?? 0).toBeLessThanOrEqual(55)
  })
})

function importsOf(text: string): string[] {
  return [...text.matchAll(/(?:from|import\(|^import) '([^']+)'/gm)].flatMap(([, target]) => target ?? [])
}

/** Files, and names of packages, that importing a file reads before it does anything. */
function readAtOnce(path: string, read = new Set<string>()): Set<string> {
  if (read.has(path)) return read
  read.add(path)
  const { text = '' } = files.find((file) => file.path === path) ?? {}
  for (const [, target = ''] of text.matchAll(/^(?:import|export) (?!type\b)(?:[^']*? from )?'([^']+)'/gm))
    readAtOnce(target.startsWith('.') ? normalize(join(dirname(path), target)) : target, read)
  return read
}

function isAllowed(path: string, target: string): boolean {
  const room = roomOf(path)
  const allowed = [room, ...(mayImport[room] ?? [])]
  return allowed.some((prefix) => target === prefix || target.startsWith(`${prefix}/`))
}

function roomOf(path: string): string {
  const room = Object.keys(mayImport)
    .filter((prefix) => path === prefix || path.startsWith(`${prefix}/`))
    .sort((a, b) => b.length - a.length)[0]
  if (!room) throw new Error(`${path} stands in no room of the house`)
  return room
}

function forbiddenPackage(path: string, target: string): boolean {
  const rule = Object.entries(onlyIn).find(
    ([name]) => target === name || target.startsWith(name.endsWith('/') ? name : `${name}/`),
  )
  return rule !== undefined && !rule[1].some((room) => path.startsWith(`${room}/`))
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
}
