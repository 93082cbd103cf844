import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What a function may be granted, from its own text and from the signatures of the steps that it calls. */
export interface FunctionSource {
  /** Names given to awsPorts(…). */
  readonly ports: readonly string[]
  /** Names in `Pick<Ports, …>` of its steps. */
  readonly ofSteps: readonly string[]
  /** Grants in the words of infra/grants.ts. */
  readonly grants: readonly string[]
}

export function readFunction(name: string): FunctionSource {
  const file = `functions/${name}.ts`
  const text = readFileSync(file, 'utf8')
  const ports = quoted(/awsPorts\(([^)]*)\)/.exec(text)?.[1] ?? '')
  const called = withImports(importsOf(text).map((path) => join('functions', path)))
  const steps = called.filter((path) => path.startsWith('shared/steps/'))
  const ofSteps = [...new Set(steps.flatMap((step) => picked(readFileSync(step, 'utf8'))))]
  const calls = [file, ...called].flatMap((path) => storeCalls(readFileSync(path, 'utf8')))
  return { ports, ofSteps, grants: [...new Set([...ports.flatMap(grantsOfPort), ...calls])].sort() }
}

// Types move nothing: only what is called counts.
function importsOf(text: string): string[] {
  const called = text.replaceAll(/import type [^\n]*\n/g, '')
  return [...called.matchAll(/(?:from |import\()'(\.\.?\/[^']+)'/g)].map(([, path]) => path!)
}

/** The steps' files and the functions' own, and what they import of either, to the end; but not how the ports are opened. */
function withImports(files: readonly string[], seen = new Set<string>()): string[] {
  for (const file of files) {
    if (seen.has(file) || !/^(shared\/steps|functions)\//.test(file) || file === 'functions/aws-ports.ts') continue
    seen.add(file)
    const imported = importsOf(readFileSync(file, 'utf8')).map((path) => join(dirname(file), path))
    withImports(imported, seen)
  }
  return [...seen]
}

function picked(text: string): string[] {
  return [...text.matchAll(/Pick<\s*Ports,([^>]*)>|Ports\[([^\]]*)\]/g)].flatMap(([, some, one]) =>
    quoted(some ?? one!),
  )
}

function quoted(text: string): string[] {
  return [...text.matchAll(/'(\w+)'/g)].map(([, name]) => name!)
}

function grantsOfPort(port: string): string[] {
  const grants: Record<string, string[]> = {
    source: ['source'],
    moment: ['source'],
    close: ['source'],
    prover: ['staging'],
    leftovers: ['staging'],
    key: ['pseudonyms', 'originals-key'],
    originalsKey: ['originals-key'],
    signer: ['signature'],
    shadow: ['staging'],
    served: ['staging'],
    live: ['staging'],
    scanner: ['scans:read'],
  }
  return grants[port] ?? []
}

const stores = 'plans|chunks|receipts|originals|people|catalogue|notes|records|scans|lock|holds'

const methods =
  'prepare|recent|read|isRead|isUnchanged|unchanged|fillMarks|reuse\\w*|adopt|find|list|latest\\w*|write\\w*|drop\\w*|snapshots?|restores|restored|exclusions|merge|mergedUnder|index|begin|end'

/** `ports.receipts.writeRestore(` is receipts:write, and so on for every call of a store. */
function storeCalls(text: string): string[] {
  return [...text.matchAll(new RegExp(`\\b(${stores})\\.(${methods})\\(`, 'g'))].flatMap(([, store, method]) =>
    accessOf(store!, method!).map((access) => `${store}:${access}`),
  )
}

function accessOf(store: string, method: string): string[] {
  // Records are chained to the one before; a lock is looked at before it is taken or given back.
  if (store === 'records' && method === 'write') return ['read', 'write']
  if (method === 'merge' || method.startsWith('reuse') || method === 'adopt') return ['read', 'write']
  if (store === 'lock') return ['read', method === 'begin' ? 'write' : 'delete']
  if (method.startsWith('write') || method === 'prepare') return ['write']
  return method.startsWith('drop') ? ['delete'] : ['read']
}
