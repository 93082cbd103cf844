import { z } from 'zod'
import { createFf1, type Ff1 } from '../ff1.ts'
import type { Draw, MaskContext, Transformer } from '../transformer.ts'
import { proveAll, proveKind } from './kinds.ts'

const fewestDigits = 6

export const digits: Transformer = {
  name: 'digits',
  summary:
    'Every digit replaced and all else kept, so that `+49 (30) 123-45` stays of that form; one-to-one from six digits on (FF1).',
  options: z.strictObject({}),
  readsValue: true,
  draws: true,
  redraws: 'chain',
  avoidsOriginals: true,
  originals: 'identifying',
  domain: () => 'digits',
  prove(context) {
    const tooShort = context.unique && context.maxLength < fewestDigits
    return proveAll(
      proveKind(context, ['text', 'binary', 'integer'], 'digits'),
      tooShort
        ? { ok: false, problem: 'a unique column of fewer than six digits has too few values to encrypt' }
        : { ok: true, note: 'one-to-one (FF1)' },
    )
  },
  compile(context) {
    const cipher = createFf1(context.subkey('ff1'))
    return context.column.kind === 'integer' ? integerMask(context, cipher) : textMask(context, cipher)
  },
}

function textMask(context: MaskContext, cipher: Ff1) {
  return (value: string, draw: Draw) => {
    const found = value.replaceAll(/\D/g, '')
    const replaced = replaceDigits(context, cipher, found, draw)
    let at = 0
    return value.replaceAll(/\d/g, () => replaced[at++]!)
  }
}

/** Walks the cipher's cycle until the number has as many digits as before and fits the column: still one-to-one. */
function integerMask(context: MaskContext, cipher: Ff1) {
  const limit = largestInteger(context)
  return (value: string, draw: Draw) => {
    const sign = value.startsWith('-') ? '-' : ''
    let number = value.slice(sign.length)
    do number = replaceDigits(context, cipher, number, draw)
    while ((number.length > 1 && number.startsWith('0')) || BigInt(number) > limit)
    return sign + number
  }
}

function replaceDigits(context: MaskContext, cipher: Ff1, found: string, draw: Draw): string {
  if (found.length >= fewestDigits) return cipher.encrypt(found)
  if (context.unique && found.length > 0) throw new Error('too few digits for a unique column')
  return Array.from(found, () => draw.int(10)).join('')
}

function largestInteger({ column }: MaskContext): bigint {
  const bits = { tinyint: 8n, smallint: 16n, mediumint: 24n, int: 32n, bigint: 64n }[column.dataType] ?? 64n
  return 2n ** (column.unsigned ? bits : bits - 1n) - 1n
}
