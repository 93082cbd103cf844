import { beforeAll, expect, it } from 'vitest'
import { lastNames } from '../../../shared/masking/transformers/pools.ts'
import { loadLocales } from '../../../shared/policy/locales.ts'
import { createMasker, maskOne } from './mask-column.ts'

beforeAll(() => loadLocales(['en']))

/** Fakes of so many people, where production holds some names. */
function fakesOf(people: number, mask: string, type: string, held: readonly string[]): Set<string> {
  const masker = createMasker({ mask, type, originals: held })
  return new Set(Array.from({ length: people }, (_, n) => maskOne(masker, `person ${n}`)))
}

/** Every third name is somebody's. Of those that never come, the share that are somebody's. */
function shareHeld(names: readonly string[], fakes: (held: readonly string[]) => Set<string>): number {
  const held = names.filter((_, n) => n % 3 === 0)
  const come = fakes(held)
  expect(held.filter((name) => come.has(name))).toEqual([])
  const missing = names.filter((name) => !come.has(name))
  return held.filter((name) => missing.includes(name)).length / missing.length
}

it('that never come are at most twice as likely to be somebody’s, however many people there are', () => {
  const names = lastNames('en')
  expect(shareHeld(names, (held) => fakesOf(8000, 'last_name', 'varchar(40)', held))).toBeLessThan(0.55)
  // Of so short a column a few hundred full names fit, and each of them comes to many.
  const pairs = [...fakesOf(8000, 'full_name', 'varchar(8)', [])]
  const all = new Set(
    pairs.map((pair) => pair.split(' ')).flatMap(([first]) => pairs.map((pair) => `${first} ${pair.split(' ')[1]}`)),
  )
  expect(shareHeld([...all], (held) => fakesOf(8000, 'full_name', 'varchar(8)', held))).toBeLessThan(0.55)
})
