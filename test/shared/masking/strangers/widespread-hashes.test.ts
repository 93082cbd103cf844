import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { widespreadModule } from '../../../../cli/stranger-names.ts'
import { packHashes, unpackHashes } from '../../../../shared/masking/strangers/packed-hashes.ts'
import { strangerNames } from '../../../../shared/masking/strangers/stranger-names.ts'
import { hashesOf } from '../../../../shared/masking/strangers/title-words.ts'

const of = (word: string) => [...hashesOf([word])][0]!

it('the hashes are made of the lists of names as they are installed', async () => {
  const written = readFileSync('shared/masking/strangers/widespread-hashes.ts', 'utf8')
  const bare = (text: string) => text.replaceAll(/\s/g, '')
  // Not compared as texts: a difference would be told in 300 KB.
  expect(bare(written) === bare(await widespreadModule())).toBe(true)
})

it('packed hashes are read as they were', () => {
  const hashes = [0, 1, -1, 127, 128, 2 ** 31 - 1, -(2 ** 31), 300]
  expect([...unpackHashes(packHashes(hashes))].sort()).toEqual(hashes.toSorted())
  expect([...unpackHashes(packHashes([]))]).toEqual([])
})

it('the names of a policy whose language is less widespread are known beside the others', async () => {
  const [known, alone] = [await strangerNames(['cs_CZ']), await strangerNames(['en'])]
  expect([known.first.has(of('Bohuslav')), alone.first.has(of('Bohuslav'))]).toEqual([true, false])
  expect([known.first.has(of('Jacques')), known.last.has(of('Kowalski')), known.common.has(of('because'))]).toEqual([
    true,
    true,
    true,
  ])
  expect([known.common.has(of('pondělí')), alone.common.has(of('pondělí'))]).toEqual([true, false])
  expect(known.first.has(of('april'))).toBe(false)
})
