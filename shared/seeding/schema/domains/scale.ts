import type { Column } from '../../../schema/schema.ts'
import { temporalScale } from './time-scale.ts'

/**
 * An ordered type as whole steps from `min` to `max`: a DECIMAL(9, 2) counts hundredths, a DATE days, a DATETIME(3) milliseconds.
 * Values are text as Shadow.insert takes them.
 */
export interface Scale {
  readonly min: bigint
  readonly max: bigint
  write(step: bigint | number): string
  /** The last step at or below a literal, and whether it is there exactly; null when it is none of this type. */
  read(text: string): { readonly step: bigint; readonly exact: boolean } | null
}

/** The scale of an ordered type, null for all others. */
export function scaleOf(column: Column): Scale | null {
  const { dataType, columnType, unsigned } = column
  const [precision, scale] = (/\((\d+)(?:,\s*(\d+))?\)/.exec(columnType)?.slice(1) ?? []).map((part) =>
    Number(part ?? 0),
  )
  switch (column.kind) {
    case 'integer': {
      const bits = BigInt(integerBits[dataType] ?? 32)
      return unsigned ? steps(0n, 2n ** bits - 1n, 0) : steps(-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n, 0)
    }
    case 'decimal':
      return signed(10n ** BigInt(precision ?? 10) - 1n, scale ?? 0, unsigned)
    case 'float':
      if (scale !== undefined && !Number.isNaN(scale) && /,/.test(columnType))
        return signed(10n ** BigInt(Math.min(precision!, dataType === 'float' ? 6 : 15)) - 1n, scale, unsigned)
      // Quarters are exact in binary: what is stored compares with a literal as one expects.
      return dataType === 'float' ? quarters(unsigned) : signed(99_999_999_999_999n, 2, unsigned)
    case 'bit':
      return bits(precision ?? 1)
    case 'temporal':
      return temporalScale(column)
    default:
      return null
  }
}

const integerBits: Readonly<Record<string, number>> = { tinyint: 8, smallint: 16, mediumint: 24, int: 32, bigint: 64 }

function signed(max: bigint, scale: number, unsigned: boolean): Scale {
  return steps(unsigned ? 0n : -max, max, scale)
}

function steps(min: bigint, max: bigint, scale: number): Scale {
  return {
    min,
    max,
    write: (step) => writeDecimal(step, scale),
    read: (text) => readDecimal(text, scale),
  }
}

function quarters(unsigned: boolean): Scale {
  const inner = steps(unsigned ? 0n : -9_999_975n, 9_999_975n, 2)
  return {
    min: inner.min / 25n,
    max: inner.max / 25n,
    write: (step) => inner.write(typeof step === 'number' ? step * 25 : step * 25n),
    read(text) {
      const hundredths = inner.read(text)
      if (!hundredths) return null
      const rest = ((hundredths.step % 25n) + 25n) % 25n
      return { step: (hundredths.step - rest) / 25n, exact: hundredths.exact && rest === 0n }
    },
  }
}

function bits(width: number): Scale {
  const digits = Math.ceil(width / 8) * 2
  return { ...steps(0n, 2n ** BigInt(width) - 1n, 0), write: (step) => step.toString(16).padStart(digits, '0') }
}

/** `-12.05` for -1205 hundredths. */
function writeDecimal(step: bigint | number, scale: number): string {
  if (scale === 0) return String(step)
  const digits = String(step < 0 ? -step : step).padStart(scale + 1, '0')
  return `${step < 0 ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

function readDecimal(text: string, scale: number): { step: bigint; exact: boolean } | null {
  const match = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?\s*$/i.exec(text)
  if (!match || (match[2] === '' && !match[3])) return null
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  const places = Number(exponent) - fraction.length + scale
  if (Math.abs(places) > 400) return null
  const digits = BigInt(whole + fraction || '0') * (sign === '-' ? -1n : 1n)
  if (places >= 0) return { step: digits * 10n ** BigInt(places), exact: true }
  const unit = 10n ** BigInt(-places)
  const rest = ((digits % unit) + unit) % unit
  return { step: (digits - rest) / unit, exact: rest === 0n }
}
