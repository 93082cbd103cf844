import { expect, it } from 'vitest'
import { transformers } from '../../../../shared/masking/transformers/index.ts'
import type { Draft, DraftColumn } from '../../../../shared/policy/draft.ts'
import { parsePolicy } from '../../../../shared/policy/file/parse-policy.ts'
import { newToPolicy, updatePolicy } from '../../../../shared/policy/file/update-policy.ts'

const column = (name: string, mask = 'keep'): DraftColumn => ({
  column: name,
  finding: mask === 'keep' ? null : { kind: 'email', because: 'its name' },
  rule: { mask, options: {}, domain: null, reason: null },
})
const draft: Draft = {
  locale: 'en',
  tables: [
    {
      table: 'users',
      columns: [
        column('id'),
        column('email', 'email'),
        column('fax', 'email'),
        { ...column('odd', 'email'), rule: null },
      ],
    },
    { table: 'flat', columns: [column('id'), column('note'), column('more', 'email')] },
    { table: 'bare', columns: [column('id')] },
    { table: 'logs', columns: [column('id')] },
    { table: 'fresh', columns: [column('id'), column('mail', 'email')] },
  ],
  settings: [],
  plans: [],
  broken: ['view gone'],
  withoutSnapshot: [{ table: 'fresh', engine: 'MyISAM' }],
  accepted: [],
  asked: [],
  dropsComments: false,
}

/** Each form in which somebody may have written it, and what has to come of it. */
const policy = `version: 1   # ours
# people first
tables:
    # the people
    users:
        email: { mask: email,
                 domain: mail }   # reviewed by Kim

        id: keep   # surrogate
    # one line
    flat: { id: keep, note: keep }
    bare: {}
    logs: skip_rows
not_restored:
  - nothing
`.replace('not_restored:\n  - nothing\n', "not_restored:\n    view old: 'retired' # for good\n")

it('adds what is new and leaves every other byte of the policy: comments, order, indentation', () => {
  const known = parsePolicy(policy, 'policy.yaml', transformers)
  const updated = updatePolicy(policy, newToPolicy(draft, known))
  expect(updated).toBe(`version: 1   # ours
# people first
tables:
    # the people
    users:
        email: { mask: email,
                 domain: mail }   # reviewed by Kim

        id: keep   # surrogate
        fax: email  # an e-mail address: its name
        # odd: needs a decision, since no rule could be proven (an e-mail address: its name)
    # one line
    flat: { id: keep, note: keep, more: email }
    bare:
      id: keep
    logs: skip_rows
    fresh:
      id: keep
      mail: email  # an e-mail address: its name
not_restored:
    view old: 'retired' # for good
    "view gone": "left out by init: what it refers to is gone"
# These engines have no snapshot: rows may be of different moments. Remove a line to refuse the table instead.
without_snapshot:
  fresh: "accepted by init: MyISAM has no snapshot"
`)
  const again = parsePolicy(updated, 'policy.yaml', transformers)
  expect(Object.keys(again.tables)).toEqual(['users', 'flat', 'bare', 'logs', 'fresh'])
  const undecided = newToPolicy(draft, again).tables
  expect(undecided).toEqual([{ table: 'users', columns: [draft.tables[0]!.columns[3]] }])
  // Nothing is said twice, not even that a column needs a decision.
  expect(updatePolicy(updated, newToPolicy(draft, again))).toBe(updated)
})
