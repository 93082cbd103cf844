import { describe, expect, it } from 'vitest'
import { readAddress, writeAddress } from '../../../shared/masking/text/ip-address.ts'
import { maskColumn } from './mask-column.ts'

const v4 = Array.from({ length: 2000 }, (_, n) => `203.0.${n >> 8}.${n & 255}`)
const asNumber = (text: string) => String(readAddress(text).number)

describe('network_address', () => {
  it('gives different addresses different ones of the same family, none of them a real one, as text and as numbers', () => {
    for (const key of [1, 2]) {
      const texts = maskColumn(v4, { mask: 'network_address', key })
      expect(new Set(texts).size).toBe(v4.length)
      expect(texts.filter((fake) => v4.includes(fake))).toEqual([])
      expect(texts.every((fake) => /^\d+\.\d+\.\d+\.\d+$/.test(fake) && writeAddress(readAddress(fake)) === fake)).toBe(
        true,
      )
      const again = maskColumn(v4, { mask: 'network_address', key, originals: [...v4, ...texts] })
      expect(new Set(again).size).toBe(v4.length)
      expect(again.filter((fake) => texts.includes(fake))).toEqual([])
      for (const type of ['int unsigned', 'bigint']) {
        const numbers = maskColumn(v4.map(asNumber), { mask: 'network_address', key, type })
        expect(numbers).toEqual(texts.map(asNumber))
      }
      const signed = maskColumn(['-889192441', '2130706433'], { mask: 'network_address', key, type: 'int' })
      expect(signed.every((fake) => BigInt.asIntN(32, BigInt(fake)) === BigInt(fake))).toBe(true)
    }
  })

  it('keeps what stands round an address, and makes one of what is none', () => {
    const [list, port, host, six, short] = maskColumn(
      ['203.0.113.7, 198.51.100.9', '203.0.113.7:8080', 'unknown', '2001:db8::17', '::1'],
      { mask: 'network_address' },
    )
    expect(list).toMatch(/^\d+\.\d+\.\d+\.\d+, \d+\.\d+\.\d+\.\d+$/)
    expect(port).toBe(`${list!.split(',')[0]}:8080`)
    expect(host).toMatch(/^\d+\.\d+\.\d+\.\d+$/)
    for (const fake of [six!, short!]) expect(fake).toMatch(/^([0-9a-f]{1,4}:){7}[0-9a-f]{1,4}$/)
    expect(maskColumn(['::1'], { mask: 'network_address', type: 'varchar(15)' })[0]).toMatch(/^\d+\.\d+\.\d+\.\d+$/)
  })

  it('reads and writes the short forms of addresses', () => {
    expect(['::', '::1', '2001:db8::1:2', '1:2:3:4:5:6:7:8'].map((text) => writeAddress(readAddress(text)))).toEqual([
      '0:0:0:0:0:0:0:0',
      '0:0:0:0:0:0:0:1',
      '2001:db8:0:0:0:0:1:2',
      '1:2:3:4:5:6:7:8',
    ])
  })
})

it('uuid writes another one as the one before was written', () => {
  const [usual, bare, capital] = maskColumn(
    [
      'c56a4180-65aa-42ec-a945-5fd21dec0538',
      'c56a418065aa42eca9455fd21dec0538',
      'C56A4180-65AA-42EC-A945-5FD21DEC0538',
    ],
    { mask: 'uuid' },
  )
  expect(usual).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(bare).toMatch(/^[0-9a-f]{32}$/)
  expect(capital).toMatch(/^[0-9A-F]{8}-/)
})
