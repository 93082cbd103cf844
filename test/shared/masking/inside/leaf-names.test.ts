import { expect, it } from 'vitest'
import { OriginalDigest } from '../../../../shared/masking/digests/original-digest.ts'
import { createPseudonymKey } from '../../../../shared/masking/digests/subkeys.ts'
import { maskInside } from './mask-inside.ts'

const rule = `{ mask: json, paths: { "$.guests[*].first": first_name, "$.guests[*].last": last_name, "$.host.first": first_name, "$.host.last": last_name }, otherwise: keep }`

it('first and last name in two leaves of one object are searched for together, each with its own', () => {
  const { masker, mask } = maskInside(rule)
  mask('{"guests":[{"first":"Quillon","last":"Marrow"},{"last":"Fenwick","first":"Umber"}],"host":{"first":"Hask"}}')
  mask('{"host":{"last":"Tarnstead"}}')
  const digests = masker.originals().flatMap((entry) => [...entry.digests])
  const digest = new OriginalDigest(createPseudonymKey(new Uint8Array(32).fill(1)))
  const isSearched = (phrase: string) => {
    digest.hashForm(null, phrase)
    return digests.some((hi, at) => at % 2 === 0 && hi === digest.hi >>> 0 && digests[at + 1] === digest.lo >>> 0)
  }
  expect(['quillon marrow', 'marrow quillon', 'umber fenwick'].filter(isSearched)).toHaveLength(3)
  expect(['quillon fenwick', 'umber marrow', 'hask tarnstead'].filter(isSearched)).toEqual([])
})
