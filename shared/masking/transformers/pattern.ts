import { z } from 'zod'
import { luhnDigit, mod11Digit } from '../numbers/check-digits.ts'
import type { Draw, Transformer } from '../transformer.ts'
import { inOwnRoom, proveAll, proveKind, proveLength, proveUnique } from './kinds.ts'

const checks = { luhn: luhnDigit, mod11: mod11Digit, none: () => '' }
const shape = z.strictObject({
  pattern: z
    .string()
    .min(1)
    .meta({
      description:
        '# becomes a digit, @ a capital, * one of both, ! the check digit; a backslash keeps what follows it.',
      examples: ['@@-####-!'],
    }),
  check: z
    .enum(['none', 'luhn', 'mod11'])
    .meta({ description: 'How the check digit is made.', examples: ['luhn'] })
    .default('none'),
})
const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const both = 'ABCDEFGHJKMNPQRSTVWXYZ0123456789'

export const pattern: Transformer = {
  name: 'pattern',
  summary:
    'Numbers and codes of a form: in `pattern`, # becomes a digit, @ a capital, * one of both, ! the check digit of the digits before it (`check`: luhn or mod11), and a backslash keeps what follows it.',
  examples: [{ rule: '{ mask: pattern, pattern: "@@-####-!", check: luhn }', type: 'char(9)', values: ['QM-1234-5'] }],
  options: shape,
  readsValue: false,
  draws: true,
  avoidsOriginals: true,
  originals: 'identifying',
  domain: (options) => `pattern:${String(options.pattern)}`,
  prove(context, options) {
    const signs = signsOf(options)
    const { check } = shape.parse(options)
    const bits = signs.reduce((sum, { bits }) => sum + bits, 0)
    const hasCheck = signs.some(({ kind }) => kind === '!')
    return proveAll(
      proveKind(context, ['text', 'binary', 'integer'], 'pattern'),
      bits === 0
        ? { ok: false, problem: 'the pattern draws nothing: give it a #, @ or *, or use constant' }
        : { ok: true },
      hasCheck === (check === 'none')
        ? { ok: false, problem: 'a pattern has ! for its check digit where `check` names one, and only there' }
        : { ok: true },
      context.column.kind === 'integer' ? { ok: true } : proveLength(inOwnRoom(context), signs.length, 'the pattern'),
      proveUnique(context, Math.floor(bits), 'pattern'),
    )
  },
  compile(_context, options) {
    const { check } = shape.parse(options)
    const signs = signsOf(options)
    return (_value, draw) => {
      let text = ''
      for (const { kind, literal } of signs)
        text += kind === '!' ? checks[check](text.replaceAll(/\D/g, '')) : signOf(kind, literal, draw)
      return text
    }
  },
  recogniser(_context, options) {
    const form = signsOf(options)
      .map(({ kind, literal }) => forms[kind] ?? literal.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, ''))
      .join('')
    const whole = new RegExp(`^${form}$`)
    return (words) => whole.test(words.join(''))
  },
}

interface Sign {
  readonly kind: '#' | '@' | '*' | '!' | 'literal'
  readonly literal: string
  readonly bits: number
}

const drawnBits: Readonly<Record<string, number>> = { '#': Math.log2(10), '@': Math.log2(26), '*': 5 }
const forms: Readonly<Record<string, string>> = { '#': '\\d', '@': '[a-z]', '*': '[a-z0-9]', '!': '[0-9x]' }

function signsOf(options: unknown): Sign[] {
  return [...shape.parse(options).pattern.matchAll(/\\(.)|(.)/gsu)].map(([, kept, sign = '']) => {
    const kind = kept === undefined && /[#@*!]/.test(sign) ? (sign as Sign['kind']) : 'literal'
    return { kind, literal: kept ?? sign, bits: drawnBits[kind] ?? 0 }
  })
}

function signOf(kind: Sign['kind'], literal: string, draw: Draw): string {
  if (kind === '#') return String(draw.int(10))
  if (kind === '@') return capitals[draw.int(capitals.length)]!
  return kind === '*' ? both[draw.int(both.length)]! : literal
}
