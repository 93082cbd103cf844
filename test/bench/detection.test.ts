import { expect, it } from 'vitest'
import { draftLabelled, labelledSchemas } from '../../bench/detection/draft-labelled.ts'
import { measure, precision, recall, type Score } from '../../bench/detection/measure.ts'
import { proveRules } from '../../shared/masking/proofs/prove-rules.ts'
import { describeEachServer, freshDatabase } from '../setup/servers.ts'

const schemas = [...labelledSchemas()]

it('the labelled schemas are at least ten in six languages, and each label has a reason', () => {
  expect(schemas.length).toBeGreaterThanOrEqual(10)
  expect(new Set(schemas.map(([, { language }]) => language)).size).toBeGreaterThanOrEqual(6)
  expect(schemas.flatMap(([, { labels }]) => labels.filter(({ reason }) => reason === ''))).toEqual([])
})

describeEachServer('init on the labelled schemas', (server) => {
  it('masks nine columns rightly of ten, misses three personal ones of a hundred at most, and proves every rule', async () => {
    const scores: Score[] = []
    const unproven: string[] = []
    for (const [name, labelled] of schemas) {
      const database = await freshDatabase(server, 'labelled')
      const { schema, draft } = await draftLabelled(database.url, database.name, labelled)
      scores.push(measure(labelled.labels, draft))
      const undecided = draft.tables.flatMap(({ table, columns }) =>
        columns.flatMap(({ column, rule }) => (rule ? [] : [`${name}: ${table}.${column} is undecided`])),
      )
      expect(() => proveRules(schema, draft.plans, draft.locale), name).not.toThrow()
      unproven.push(...undecided)
    }
    expect(unproven).toEqual([])
    expect(precision(scores)).toBeGreaterThanOrEqual(0.9)
    expect(recall(scores)).toBeGreaterThanOrEqual(0.97)
  })
})
