import { intersect } from '../domains/intervals.ts'
import { Steps } from '../domains/steps.ts'
import { fitted } from '../domains/text-length.ts'
import type { Digit } from '../rows/key-plan.ts'
import type { FreeCell, FreeColumn } from './free-cell.ts'

/** The value of a column's digit: numbers count up from 1, moments are spread over their window, texts carry their number. */
export function keyCell(free: FreeColumn, digit: Digit): FreeCell {
  const make = free.domain.scale ? stepOf(free, digit) : textOf(free, digit)
  return (row) => {
    const index = digit.indexOf(row)
    return index === null ? null : make(index)
  }
}

function stepOf({ domain, usual, rows }: FreeColumn, digit: Digit): (index: number) => string {
  const { ranges, column } = domain
  const scale = domain.scale!
  const isMoment = column.kind === 'temporal'
  const usualSteps = spaced(new Steps(isMoment ? usual : intersect(ranges, [[1n, scale.max]])))
  const allSteps = spaced(new Steps(ranges))
  return (index) => scale.write((usualSteps.count >= Math.max(rows, index + 1) ? usualSteps : allSteps).nth(index))

  function spaced(steps: Steps) {
    const apart = isMoment && digit.alone ? steps.size / BigInt(Math.max(1, rows)) : 1n
    const stride = Number(apart > 0n ? apart : 1n)
    return {
      count: Number(steps.size),
      nth(index: number) {
        const at = index * stride
        return steps.nth(Number.isSafeInteger(at) ? at : BigInt(index) * apart)
      },
    }
  }
}

function textOf({ domain, content, teller }: FreeColumn, digit: Digit): (index: number) => string {
  const { values, limits, column, exact, accepts } = domain
  const tag = (index: number) => values.nth(BigInt(index))
  const isPlain = column.kind === 'text' && exact && limits.choices === null && limits.patterns.length === 0
  if (!digit.alone || !content || !isPlain || limits.isJson) return tag
  return (index) => {
    const text = marked(content(teller), index, limits.most, digit.prefix)
    return text !== null && accepts(text) ? text : tag(index)
  }
}

/** `Maria Schmidt 17`; an address keeps its form: `maria.schmidt.17@mail.example`. Null when there is no room for text and number. */
function marked(text: string, index: number, most: number, prefix: number | null): string | null {
  const number = String(index + 1)
  // A number in front tells apart within any prefix, and no text makes two numbers one.
  if (prefix !== null) return number.length + 1 <= prefix ? fitted(`${number}-${text}`, most) : null
  const at = text.indexOf('@')
  const [head, tail] = at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)]
  const separator = tail ? '.' : ' '
  const room = most - tail.length - number.length - 1
  return room < 1 ? null : `${fitted(head, room).replace(/\d+$/, '') || 'x'}${separator}${number}${tail}`
}
