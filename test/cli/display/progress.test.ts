import { describe, expect, it } from 'vitest'
import { plainLook } from '../../../cli/display/look.ts'
import { plainProgress } from '../../../cli/display/plain-progress.ts'
import { terminalProgress } from '../../../cli/display/terminal-progress.ts'

/** A clock in milliseconds that the test moves. */
function clock() {
  let time = 0
  const pass = (seconds: number) => {
    time += seconds * 1000
  }
  return { now: () => time, pass }
}

describe('progress in a log', () => {
  it('names a step as it begins and tells rows, bytes, rate and seconds at its end', () => {
    const lines: string[] = []
    const time = clock()
    const progress = plainProgress((line) => lines.push(line), time.now)
    progress.step('snapshot', 4000)
    expect(lines).toEqual(['snapshot …'])
    time.pass(2)
    progress.advance(4000, 1_200_000)
    progress.done()
    expect(lines.at(-1)).toBe('snapshot: 4,000 rows · 1.2 MB · 2,000 rows/s · 2.0 s')
  })

  it('gives a sign of life every half minute, with the time left', () => {
    const lines: string[] = []
    const time = clock()
    const progress = plainProgress((line) => lines.push(line), time.now)
    progress.step('restore', 1000)
    time.pass(20)
    progress.advance(100, 1)
    time.pass(20)
    progress.advance(100, 1)
    expect(lines.slice(1)).toEqual(['restore … 20 % · 200 rows · 5 rows/s · 2 min 40 s left'])
  })

  it('ends the step before when the next one begins, and says when a step did not finish', () => {
    const lines: string[] = []
    const progress = plainProgress((line) => lines.push(line), clock().now)
    progress.step('plan', null)
    progress.step('survey', null)
    progress.close()
    expect(lines).toEqual(['plan …', 'plan: 0.0 s', 'survey …', 'survey: not finished'])
  })
})

describe('progress on a terminal', () => {
  it('draws one live line within the width and replaces it by a finished one', () => {
    const writes: string[] = []
    const time = clock()
    const progress = terminalProgress({ write: (text) => writes.push(text) }, () => plainLook(60), time.now)
    progress.step('snapshot', 5_000_000)
    time.pass(10)
    progress.advance(2_500_000, 400_000_000)
    progress.note('a word of the snapshot that is quite a bit longer than the sixty cells of this terminal')
    progress.done()
    progress.close()
    const shown = writes.join('').replaceAll('\r\x1b[2K', '\n').split('\n')
    expect(shown.filter((line) => line.length > 60)).toEqual([])
    expect(shown.find((line) => line.includes('━'))).toMatch(/snapshot +━{10}╌{10} {2}50 % · 2,500,000 rows/)
    expect(shown.at(-2)).toMatch(/^✓ snapshot +10 s +2,500,000 rows/)
  })
})
