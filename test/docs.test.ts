import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const threatModel = readFileSync('docs/threat-model.md', 'utf8').replaceAll(/\s+/g, ' ')

describe('docs/threat-model.md', () => {
  it('names tests that are there', () => {
    const files = [...threatModel.matchAll(/`(test\/[^`]+)`/g)].flatMap(([, file]) => file ?? [])
    expect(files.length).toBeGreaterThan(12)
    expect(files.filter((file) => !existsSync(file))).toEqual([])
  })

  it('has a proof for each of the ten promises, and says what remains', () => {
    const promises = threatModel.split('### ').slice(1)
    expect(promises.map((text) => Number.parseInt(text, 10))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    for (const promise of promises) expect(promise).toContain('- Proof: ')
  })
})
