import { describe, expect, it } from 'vitest'
import { provenSuggestion } from '../../../shared/drafting/proven-suggestion.ts'
import { transformers } from '../../../shared/masking/transformers/index.ts'
import { parsePolicy } from '../../../shared/policy/file/parse-policy.ts'
import { resolvePolicy } from '../../../shared/policy/resolving/resolve-policy.ts'
import { schema, table, unique } from '../policy/describe-schema.ts'

/** What a run suggests for columns that no line of the policy names. */
function suggestions(columns: Record<string, string>, uniques: string[]): string[] {
  const of = schema(table('accounts', columns, { uniqueKeys: uniques.map((name) => unique(name)) }))
  try {
    resolvePolicy(
      of,
      parsePolicy('version: 1\ntables: {}', 'f', transformers),
      'f',
      transformers,
      undefined,
      provenSuggestion(of, 'en'),
    )
    return []
  } catch (error) {
    return [...(error as Error).message.matchAll(/\(suggested: (.*?)\)(?:;|$)/g)].map(([, text]) => text!)
  }
}

describe('what a run suggests for a column without a rule', () => {
  it('can be proven on the column: no one password for a unique column, no NULL where none may be, no name that does not fit', () => {
    const columns = {
      id: 'int',
      password: 'varchar(80) not null',
      gender: 'varchar(6) not null',
      email: 'varchar(80)',
      first_name: 'varchar(40)',
    }
    expect(suggestions(columns, ['password'])).toEqual([
      'id: keep',
      'password: hash',
      'gender: { mask: constant, value: "" }',
      'email: email',
      'first_name: first_name',
    ])
  })
})
