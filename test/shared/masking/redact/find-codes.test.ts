import { expect, it } from 'vitest'
import { findParts } from '../../../../shared/masking/redact/find-parts.ts'

const found = (text: string) => findParts(text).map(({ kind, value }) => `${kind} ${value}`)

it.each([
  ['paid by 4111 1111 1111 1111, thanks', 'card 4111 1111 1111 1111'],
  ['5555555555554444', 'card 5555555555554444'],
  ['to DE89 3704 0044 0532 0130 00 to Ewa', 'iban DE89 3704 0044 0532 0130 00'],
  ['GB29NWBK60161331926819.', 'iban GB29NWBK60161331926819'],
  ['from 84.17.9.21.', 'network_address 84.17.9.21'],
  ['(2a01:4f8:0:1::2:7)', 'network_address 2a01:4f8:0:1::2:7'],
  ['see https://a.example/reset?token=9f8e7d6c5b4a.', 'link https://a.example/reset?token=9f8e7d6c5b4a'],
  ['https://a.example/i/9f8e7d6c5b4a3f2e1d0c9b8a', 'link https://a.example/i/9f8e7d6c5b4a3f2e1d0c9b8a'],
])('finds by its form and its check digits what is in: %s', (text, expected) => {
  expect(found(text)).toEqual([expected])
})

it.each([
  'order 4111 1111 1111 1112',
  'version 10.15.7.2',
  'at 127.0.0.1 or 0.0.0.0',
  'at 12:30:45',
  'https://a.example/blog/2026/an-article-about-something?page=2',
  'https://a.example/images/summer-collection-2026-photo-11.jpg',
])('finds nothing in: %s', (text) => {
  expect(found(text)).toEqual([])
})
