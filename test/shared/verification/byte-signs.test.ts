import { describe, expect, it } from 'vitest'
import { sign, signsOf } from '../../../shared/verification/readings/byte-signs.ts'
import { initials } from '../../../shared/verification/readings/initials.ts'

const has = (text: string, one: number) => {
  const bytes = Buffer.from(text)
  return (signsOf(bytes, 0, bytes.length) & one) !== 0
}

describe('what bytes tell of encodings', () => {
  it('long words and words with hyphens are no base64', () => {
    expect(has('an unfortunately well-documented/explained counterexample', sign.run)).toBe(false)
    for (const text of ['x SWxzZSBLcmFtZXI= y', 'deadbeefcafe', 'id/of/DEADBEEF0123', 'nurkleinbuchstabendannEiner'])
      expect(has(text, sign.run), text).toBe(true)
  })

  it('an initial is one where a name goes on, and then alone the reading of initials changes a text', () => {
    const names = [
      'Ilse M. Kramer',
      'Ilse M Kramer',
      'ilse M.Kramer',
      'Ilse_M_Kramer',
      'Ilse M. B. Kramer',
      'Ilse M. Östberg',
    ]
    for (const text of names) expect(has(text, sign.initial), text).toBe(true)
    expect(has('what I said, and what I. or A did', sign.initial)).toBe(false)
    // Of random texts of these characters: whatever has no sign is left as it is.
    const alphabet = ['I', 'K', 'a', 'z', ' ', '.', '-', '_', 'Ö', 'é']
    let seed = 7
    const next = () => (seed = (seed * 48_271) % 0x7fffffff)
    let changed = 0
    for (let text = 0; text < 20_000; text++) {
      const written = Array.from({ length: 12 }, () => alphabet[next() % alphabet.length]).join('')
      // What is no letter of ASCII is an initial beside others only.
      if (/[ _-](?:Ö|é)(?:\.|[ _-])/.test(written) || initials.read(Buffer.from(written)) === null) continue
      changed++
      expect(has(written, sign.initial), written).toBe(true)
    }
    expect(changed).toBeGreaterThan(100)
  })
})
