import type { Column } from '../../schema/schema.ts'
import type { Scale } from './scale.ts'

const daySeconds = 86_400n

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
        write: (step) => writeTime(step, unit, digits),
        read: (text) => readTime(text, unit),
      }
    }
    default: {
      const codec = {
        write(step: bigint) {
          const seconds = floorDivide(step, unit)
          const day = floorDivide(seconds, daySeconds)
          return `${writeDay(day)} ${writeTime(step - day * daySeconds * unit, unit, digits)}`
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

function writeDay(day: bigint): string {
  return new Date(Number(day) * 86_400_000).toISOString().slice(0, 10)
}

function writeTime(step: bigint, unit: bigint, digits: number): string {
  const positive = step < 0n ? -step : step
  const seconds = positive / unit
  const parts = [seconds / 3600n, (seconds / 60n) % 60n, seconds % 60n].map((part) => String(part).padStart(2, '0'))
  const fraction = digits > 0 ? `.${String(positive % unit).padStart(digits, '0')}` : ''
  return `${step < 0n ? '-' : ''}${parts.join(':')}${fraction}`
}

function dayOf(text: string): ReturnType<Scale['read']> {
  const moment = readMoment(text, 1n)
  if (!moment) return null
  const day = floorDivide(moment.step, daySeconds)
  return { step: day, exact: moment.exact && day * daySeconds === moment.step }
}

function readMoment(text: string, unit: bigint): ReturnType<Scale['read']> {
  const match = /^(\d{4})-(\d\d?)-(\d\d?)(?:[ T](\d\d?:\d\d(?::\d\d(?:\.\d+)?)?))?$/.exec(text.trim())
  if (!match) return null
  const day = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / 86_400_000
  const time = readTime(match[4] ?? '00:00:00', unit)
  return Number.isNaN(day) || !time ? null : { step: BigInt(day) * daySeconds * unit + time.step, exact: time.exact }
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
