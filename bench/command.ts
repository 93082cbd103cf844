import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { bundled } from './bundles.ts'

const told = new Map<string, string>()

/** What Node starts for the command of a checkout as somebody who installed it has it; the sources where the checkout cannot bundle it. */
export function commandOf(checkout: string): string {
  const command = told.get(checkout) ?? bundledBy(checkout)
  told.set(checkout, command)
  return command
}

function bundledBy(checkout: string): string {
  if (!existsSync(join(checkout, 'bench/command.ts'))) return join(checkout, 'cli/bin.js')
  return execFileSync(process.execPath, ['bench/command.ts'], { cwd: checkout, encoding: 'utf8' }).trim()
}

// Each checkout bundles itself, with its own bundler.
if (import.meta.main) console.log(resolve(bundled('package'), 'cli/bin.js'))
