import fc from 'fast-check'
import stringWidth from 'fast-string-width'
import { expect, it } from 'vitest'
import { columns, cut, wrap } from '../../../cli/display/columns.ts'

it('aligns columns also beside wide characters and colour', () => {
  expect(
    columns(
      [
        ['山田太郎', '7', 'x'],
        ['\x1b[31mann\x1b[39m', '1,234', 'y'],
      ],
      ['left', 'right'],
    ).map((line) => line.replaceAll('\x1b[31m', '').replaceAll('\x1b[39m', '')),
  ).toEqual(['山田太郎      7  x', 'ann       1,234  y'])
})

it('cuts to cells, never through a character, and only what is too long', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 30 }), (text, width) => {
      const short = cut(text, width)
      expect(stringWidth(short)).toBeLessThanOrEqual(width)
      if (stringWidth(text) <= width) expect(short).toBe(text)
    }),
  )
})

it('keeps the colours of what it cuts, and ends each', () => {
  expect(cut('\x1b[2mlong and dim\x1b[22m \x1b[31mred\x1b[39m', 6)).toBe('\x1b[2mlong …\x1b[22m\x1b[31m\x1b[39m')
})

it('wraps between words and leaves a long path whole', () => {
  expect(wrap('see /a/very/long/path/of/a/record.json for more', 12)).toEqual([
    'see',
    '/a/very/long/path/of/a/record.json',
    'for more',
  ])
})
