import { servedAccount } from '../shared/adapters/mysql/publishing/served-login.ts'
import { openWire } from '../shared/adapters/mysql/wire/connect.ts'
import type { Config } from '../shared/config/config.ts'
import { transformers } from '../shared/masking/transformers/index.ts'
import { parsePolicy } from '../shared/policy/file/parse-policy.ts'
import { type Login, loginsOf } from '../shared/policy/logins.ts'
import { isConfigured } from './audit/audit-artifacts.ts'
import { useTransformers } from './custom-transformers.ts'
import type { ConfigFlags } from './flags.ts'
import { loadConfig, readPolicy } from './load-config.ts'
import { endpointOf } from './run/endpoints.ts'

/** A login with an account of staging as it is served. */
export interface ServedLogin extends Login {
  /** Masked; null where no column names accounts, or nobody could look. */
  readonly example: string | null
  /** Whether staging has rows of its own in the table, whose passwords are their own. */
  readonly hasOwn: boolean
}

/** As whom testers log in to what staging serves. It is told beside other things, so what cannot be read is left out. */
export async function servedLogins(config: Config, policyText: string, database: string): Promise<ServedLogin[]> {
  // As its rule is called. To read a policy of a thousand tables once more takes a quarter of a second.
  if (!policyText.includes('password')) return []
  try {
    const logins = loginsOf(parsePolicy(policyText, config.policy, transformers))
    return logins.length === 0 ? [] : await withExamples(logins, config, database)
  } catch {
    return []
  }
}

/** The same for what a folder's configuration names; none where there is no configuration, or no policy to be read. */
export async function configuredLogins(flags: ConfigFlags, database: string): Promise<ServedLogin[]> {
  if (!(await isConfigured(flags))) return []
  try {
    const config = await loadConfig(flags, ['staging'])
    await useTransformers(config, flags)
    return await servedLogins(config, await readPolicy(config.policy), database)
  } catch {
    return []
  }
}

async function withExamples(logins: readonly Login[], config: Config, database: string): Promise<ServedLogin[]> {
  const wire = await openWire(endpointOf(config, 'staging').url, 'plain')
  try {
    const told: ServedLogin[] = []
    for (const login of logins) {
      const { account } = login
      const example =
        account === null ? null : await servedAccount(wire, database, { ...login, account }).catch(() => null)
      told.push({ ...login, example, hasOwn: config.own.keepRows.some(({ table }) => table === login.table) })
    }
    return told
  } finally {
    wire.close()
  }
}
