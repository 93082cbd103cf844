import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { planted } from '../lane/fixture.ts'

/** Runs that left anything below `runs/`. */
export function runsIn(artifacts: string): string[] {
  const folder = join(artifacts, 'runs')
  return existsSync(folder) ? readdirSync(folder).filter((name) => /^\d{8}-/.test(name)) : []
}

/** Every record of the audit folder: its run and its outcome. */
export function recordsIn(artifacts: string): { runId: string; outcome: string; path: string }[] {
  return filesBelow(join(artifacts, 'audit'))
    .filter((path) => path.endsWith('.json') && !path.endsWith('latest.json'))
    .flatMap((path) => {
      try {
        const { runId, outcome } = JSON.parse(readFileSync(path, 'utf8'))
        return [{ runId, outcome, path }]
      } catch {
        return []
      }
    })
}

/** Files that hold a planted original. */
export function leaksIn(artifacts: string): string[] {
  return filesBelow(artifacts).filter((path) => readFileSync(path).includes(planted))
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return []
  return (readdirSync(folder, { recursive: true }) as string[])
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile())
}
