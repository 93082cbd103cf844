import { describe, expect, it } from 'vitest'
import { planExample } from '../../../shared/masking/example-plan.ts'
import { brokenProperty } from '../../../shared/masking/properties/broken-property.ts'
import { contextOf } from '../../../shared/masking/rows/column-context.ts'
import { transformers } from '../../../shared/masking/transformers/index.ts'

// What is kept goes through no masker.
const examples = [...transformers.values()].filter(({ name }) => name !== 'keep').flatMap(({ examples }) => examples)

const oneToOne = new Set<string>()

describe('every transformer', () => {
  it.each(examples)('keeps its promises: $rule on $type', (example) => {
    for (const isUnique of [false, true]) {
      const { table, column } = planExample(example, isUnique)
      const proof = transformers.get(column.rule.mask)!.prove(contextOf(table, column, 'en', null), column.rule.options)
      if (isUnique && !proof.ok) continue
      expect(proof).toMatchObject({ ok: true })
      if (isUnique) oneToOne.add(column.rule.mask)
      expect(brokenProperty(table, column, 'en', example.values, 1000)).toBe(null)
    }
  })

  it('is one-to-one where a unique column needs it, if its name is one of these', () => {
    expect([...oneToOne]).toEqual(
      expect.arrayContaining(['email', 'username', 'hash', 'digits', 'fpe', 'network_address', 'uuid', 'persona']),
    )
  })
})
