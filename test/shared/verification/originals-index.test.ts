import { expect, it } from 'vitest'
import type { Originals } from '../../../shared/masking/originals.ts'
import { createPseudonymKey } from '../../../shared/masking/subkeys.ts'
import type { Plan } from '../../../shared/policy/plan.ts'
import { buildIndex } from '../../../shared/verification/originals-index.ts'

const key = createPseudonymKey(new Uint8Array(32))
const plan = { tables: [], locale: 'en' } as unknown as Plan

function kindOf(...originals: Originals[]): string | undefined {
  return buildIndex(plan, key, originals, []).columns.find(({ place }) => place === 'people.gender')?.kind
}

const chunk = (kind: Originals['kind'], cells: number): Originals => ({
  ...{ table: 'people', column: 'gender', kind, cells },
  digests: Uint32Array.of(1, 2, 3, 4),
  openers: new Uint32Array(),
})

it('takes values that many rows share for common, whatever their rule says', () => {
  expect(kindOf(chunk('text', 2))).toBe('text')
  expect(kindOf(chunk('text', 1000))).toBe('common')
  expect(kindOf(chunk('identifying', 12), chunk('identifying', 40))).toBe('common')
  expect(kindOf(chunk('identifying', 12), chunk('identifying', 2))).toBe('identifying')
})

it('leaves names to their pool: many share a first name, and it is one all the same', () => {
  expect(kindOf(chunk('name', 1000))).toBe('name')
})
