import { expect, it } from 'vitest'
import type { AuditRecord } from '../../../shared/audit/record.ts'
import type { Plan } from '../../../shared/policy/plan.ts'
import type { NoteStore, RecordStore } from '../../../shared/ports.ts'
import { coincidencesOf } from '../../../shared/steps/audit-coincidences.ts'
import type { Coincidence } from '../../../shared/verification/coincidences.ts'

const line = { in: 'tags.tag', of: 'users.username', reason: 'a tag', cells: 2, values: null }
const found: Coincidence = {
  ...{ in: 'notes.text', of: 'users.email', cells: 1, values: 1, what: 'an e-mail address' },
  ...{ outcome: 'refused', reason: 'it may tell something about somebody' },
}
const tell = (outcome: AuditRecord['outcome'], unused: boolean, nightsBefore: number | null) => {
  const note = { found: [found], passed: [{ place: 'tags.tag', hi: 1, lo: 2 }], unused: unused ? [line] : [] }
  const notes = { read: async () => note } as unknown as NoteStore
  const accepted = nightsBefore === null ? undefined : [{ ...line, unusedFor: nightsBefore }]
  const records = { latestPublished: async () => ({ accepted }) } as unknown as RecordStore
  return coincidencesOf({ runId: 'r', accepted: [line] } as unknown as Plan, outcome, { notes, records })
}

it('count the published nights in a row in which a line of the policy covered nothing', async () => {
  const nights = async (...asked: Parameters<typeof tell>) => (await tell(...asked)).accepted?.[0]?.unusedFor
  expect(await nights('published', true, null)).toBe(1)
  expect(await nights('published', true, 4)).toBe(5)
  expect(await nights('refused', true, 4)).toBe(4)
  expect(await nights('published', false, 4)).toBe(0)
})

it('stand in the record with the line that answers each, and without a digest', async () => {
  const { coincidences } = await tell('refused', false, null)
  expect(coincidences).toEqual([
    {
      ...found,
      line: '{ in: notes.text, of: users.email, cells: 1, reason: "a coincidence: an e-mail address" }',
    },
  ])
})
