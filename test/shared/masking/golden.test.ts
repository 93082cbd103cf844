import { readFileSync } from 'node:fs'
import { beforeAll, expect, it } from 'vitest'
import { transformersDocument, transformersFile } from '../../../cli/transformers-document.ts'
import { showExamples } from '../../../shared/masking/show-examples.ts'
import { transformers } from '../../../shared/masking/transformers/index.ts'
import { loadLocales } from '../../../shared/policy/locales.ts'

beforeAll(() => loadLocales(['en']))

// A pseudonym that changes with the program breaks what testers have written down, and joins with what was exported before.
it('every transformer makes what docs/transformers.md says; `npm run transformers` writes it anew, for a change that is meant', () => {
  expect(transformersDocument()).toBe(readFileSync(transformersFile, 'utf8'))
})

it('every transformer but those of bytes has an example, and none leaves a value as it was unless it keeps it', () => {
  for (const transformer of transformers.values()) {
    const shown = showExamples(transformer)
    expect([transformer.name, shown.length > 0]).toEqual([transformer.name, transformer.name !== 'point'])
    if (['keep', 'shuffle'].includes(transformer.name)) continue
    const same = shown.flatMap(({ cells }) => cells.filter(({ before, after }) => before === after))
    expect([transformer.name, same]).toEqual([transformer.name, []])
  }
})
