import type { Look } from '../display/look.ts'
import type { ServedLogin } from '../logins.ts'
import { entries } from './sections.ts'

/** `Log in     as ana.0nb6@example.net, or any other users.email, with staging-only`. */
export function loginLines(logins: readonly ServedLogin[], look: Look): string[] {
  return entries('Log in', logins.map(describeLogin), look)
}

function describeLogin({ table, account, column, password, example, hasOwn }: ServedLogin): string {
  const any = account === null ? `anybody of ${table}` : `any ${table}.${account}`
  const as = example === null ? `as ${any}` : `as ${example}, or ${any.replace(/^any/, 'any other')},`
  const own = hasOwn ? " Rows of staging's own have the passwords that they had." : ''
  return `${as} with the password ${password} (${table}.${column}).${own}`
}
