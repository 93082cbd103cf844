import { expect, it } from 'vitest'
import { plainLook } from '../../../cli/display/look.ts'
import { loginLines } from '../../../cli/summary/login-lines.ts'
import { transformers } from '../../../shared/masking/transformers/index.ts'
import { parsePolicy } from '../../../shared/policy/file/parse-policy.ts'
import { loginsOf } from '../../../shared/policy/logins.ts'

it('tells testers of each table with one password for all, and of the column that names accounts', () => {
  const policy = parsePolicy(
    `version: 1
tables:
  users: { id: keep, email: email, login: username, pass: { mask: password, value: staging-only } }
  staff: { id: keep, name: full_name, pass: { mask: password, value: other } }
  guests: { id: keep, pass: { by: id, rules: { 1: keep }, otherwise: { mask: password, value: odd } } }
  old: skip_rows`,
    'policy.yaml',
    transformers,
  )
  expect(loginsOf(policy)).toEqual([
    { table: 'users', account: 'login', column: 'pass', password: 'staging-only' },
    { table: 'staff', account: null, column: 'pass', password: 'other' },
  ])
  const told = loginsOf(policy).map((login, at) => ({
    ...login,
    example: at === 0 ? 'ana.0nb6w' : null,
    hasOwn: at === 0,
  }))
  expect(loginLines(told, plainLook(80))).toEqual([
    'Log in      as ana.0nb6w, or any other users.login, with the password',
    "            staging-only (users.pass). Rows of staging's own have the passwords",
    '            that they had.',
    '            as anybody of staff with the password other (staff.pass).',
  ])
})
