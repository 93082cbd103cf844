import type { Column } from '../../../schema/schema.ts'
import type { Scale } from './scale.ts'

const daySeconds = 86_400

/** DATE in days, DATETIME and TIMESTAMP in their fractions of a second since 1970 (UTC), TIME likewise from 0, YEAR in years. */
export function temporalScale({ dataType, columnType }: Column): Scale {
  const digits = Number(/\((\d)\)/.exec(columnType)?.[1] ?? 0)
  const unit = 10n ** BigInt(digits)
  switch (dataType) {
    case 'date':
      return ranged('1000-01-01', '9999-12-31', { write: writeDay, read: (text) => dayOf(text) })
    case 'year':
      return ranged('1901', '2155', {
        write: (step) => String(step).padStart(4, '0'),
        read: (text) => (/^\d{1,4}$/.test(text) ? { step: BigInt(text), exact: true } : null),
      })
    case 'time': {
      const limit = (838n * 3600n + 59n * 60n + 59n) * unit
      return {
        min: -limit,
        max: limit,
        write: (step) => writeDuration(step, unit, digits),
        read: (text) => readTime(text, unit),
      }
    }
    default: {
      const codec = {
        write(step: bigint | number) {
          const [seconds, fraction] = divided(step, unit)
          const day = Math.floor(seconds / daySeconds)
          return `${writeDay(day)} ${writeTime(seconds - day * daySeconds, fraction, digits)}`
        },
        read: (text: string) => readMoment(text, unit),
      }
      const fraction = digits > 0 ? `.${'9'.repeat(digits)}` : ''
      return dataType === 'timestamp'
        ? ranged('1970-01-01 00:00:01', '2038-01-19 03:14:07', codec)
        : ranged('1000-01-01 00:00:00', `9999-12-31 23:59:59${fraction}`, codec)
    }
  }
}

type Codec = Pick<Scale, 'write' | 'read'>

function ranged(min: string, max: string, codec: Codec): Scale {
  return { min: codec.read(min)!.step, max: codec.read(max)!.step, ...codec }
}

const twoDigits = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'))

/** Days since 1970 in the Gregorian calendar (Hinnant's civil_from_days); years of four digits. */
function writeDay(day: bigint | number): string {
  // Eras of 400 years, which begin on the first of March.
  const shifted = Number(day) + 719_468
  const era = Math.floor(shifted / 146_097)
  const ofEra = shifted - era * 146_097
  const year = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  )
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100))
  const march = Math.floor((5 * ofYear + 2) / 153)
  const date = ofYear - Math.floor((153 * march + 2) / 5) + 1
  const month = march < 10 ? march + 3 : march - 9
  return `${year + era * 400 + (month <= 2 ? 1 : 0)}-${twoDigits[month]}-${twoDigits[date]}`
}

/** `seconds` from 0; hours may have three digits. */
function writeTime(seconds: number, fraction: number, digits: number): string {
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  const time = `${twoDigits[hours] ?? hours}:${twoDigits[minutes % 60]}:${twoDigits[seconds % 60]}`
  return digits > 0 ? `${time}.${String(fraction).padStart(digits, '0')}` : time
}

function writeDuration(step: bigint | number, unit: bigint, digits: number): string {
  const [seconds, fraction] = divided(step < 0 ? -step : step, unit)
  return `${step < 0 ? '-' : ''}${writeTime(seconds, fraction, digits)}`
}

/** Whole seconds, rounded down, and the steps that are left. */
function divided(step: bigint | number, unit: bigint): [seconds: number, rest: number] {
  if (unit === 1n) return [Number(step), 0]
  const whole = floorDivide(BigInt(step), unit)
  return [Number(whole), Number(BigInt(step) - whole * unit)]
}

function dayOf(text: string): ReturnType<Scale['read']> {
  const moment = readMoment(text, 1n)
  if (!moment) return null
  const day = floorDivide(moment.step, BigInt(daySeconds))
  return { step: day, exact: moment.exact && day * BigInt(daySeconds) === moment.step }
}

function readMoment(text: string, unit: bigint): ReturnType<Scale['read']> {
  const match = /^(\d{4})-(\d\d?)-(\d\d?)(?:[ T](\d\d?:\d\d(?::\d\d(?:\.\d+)?)?))?$/.exec(text.trim())
  if (!match) return null
  const day = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / 86_400_000
  const time = readTime(match[4] ?? '00:00:00', unit)
  return Number.isNaN(day) || !time ? null : { step: BigInt(day * daySeconds) * unit + time.step, exact: time.exact }
}

function readTime(text: string, unit: bigint): ReturnType<Scale['read']> {
  const match = /^(-?)(\d{1,3}):(\d\d)(?::(\d\d)(?:\.(\d+))?)?$/.exec(text.trim())
  if (!match) return null
  const [, sign, hours = '0', minutes = '0', seconds = '0', fraction = ''] = match
  const whole = (BigInt(hours) * 3600n + BigInt(minutes) * 60n + BigInt(seconds)) * unit
  const places = String(unit).length - 1
  const part = BigInt(fraction.slice(0, places).padEnd(places, '0') || '0')
  const step = (whole + part) * (sign === '-' ? -1n : 1n)
  return { step, exact: !/[1-9]/.test(fraction.slice(places)) }
}

function floorDivide(a: bigint, b: bigint): bigint {
  return a / b - (a % b < 0n ? 1n : 0n)
}
