import { readFile } from 'node:fs/promises'
import { dirname, isAbsolute, join } from 'node:path'
import type { Config } from '../shared/config/config.ts'
import { parseConfig, type Side } from '../shared/config/parse-config.ts'
import { UsageError } from '../shared/errors.ts'
import { type ConfigFlags, defaultConfigFile } from './flags.ts'

/**
 * The configuration file, when there is one, with the flags laid over it. Paths of the file are relative to its folder, paths of
 * flags to the current one. `needs` says which databases the command reaches, both when it does not. Throws UsageError.
 */
export async function loadConfig(flags: ConfigFlags, needs?: readonly Side[]): Promise<Config> {
  const file = flags.config ?? defaultConfigFile
  const text = await readConfig(file, flags.config !== undefined)
  const config = parseConfig(text, file, process.env, flags, needs)
  const folder = dirname(file)
  return {
    ...config,
    policy: flags.policy ?? within(folder, config.policy),
    artifacts: flags.artifacts ?? withinUrl(folder, config.artifacts),
    key: 'file' in config.key && !flags.keyFile ? { file: within(folder, config.key.file) } : config.key,
  }
}

/** The text of the policy file; throws UsageError. */
export async function readPolicy(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw new UsageError(`${file}: the policy cannot be read; \`nightmask init --source URL\` writes one.`)
  })
}

async function readConfig(file: string, isNamed: boolean): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' && !isNamed) return ''
    throw new UsageError(`${file}: the configuration cannot be read (${code ?? 'no reason given'}).`)
  }
}

function within(folder: string, path: string): string {
  return isAbsolute(path) ? path : join(folder, path)
}

// file:.nightmask is a folder beside the configuration; file:///… and s3://… stand for themselves.
function withinUrl(folder: string, url: string): string {
  if (url.startsWith('file://') || /^[a-z][a-z0-9+.-]+:\/\//i.test(url)) return url
  const path = url.replace(/^file:/, '')
  return path === '' ? url : `file:${within(folder, path)}`
}
