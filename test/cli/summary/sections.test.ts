import stringWidth from 'fast-string-width'
import { describe, expect, it } from 'vitest'
import { plainLook } from '../../../cli/display/look.ts'
import { checkLines } from '../../../cli/summary/checks.ts'
import { doctorSummary } from '../../../cli/summary/doctor-summary.ts'
import { changed, section } from '../../../cli/summary/sections.ts'
import { updateSummary } from '../../../cli/summary/update-summary.ts'
import type { Draft } from '../../../shared/policy/draft.ts'

const long = 'the pieces of an order that was taken back before anybody could send it to where it should have gone'

describe('on a terminal of 80 cells', () => {
  const look = plainLook(80, 12)

  it('what came has a +, what went a −, and what is another a ~', () => {
    expect(
      changed(['users.fax was added', 'old was dropped', 'users.email: email → hash', `locale: ${long}`], look),
    ).toEqual([
      '+ users.fax was added',
      '− old was dropped',
      '~ users.email: email → hash',
      '~ locale: the pieces of an order that was taken back before anybody could send',
      '  it to where it should have gone',
    ])
    const draft = {
      tables: [
        {
          table: 'users',
          columns: [{ column: 'fax', finding: null, rule: { mask: 'keep', options: {}, domain: null, reason: null } }],
        },
      ],
      withoutSnapshot: [],
      broken: [],
      accepted: [],
    } as unknown as Draft
    const lines = updateSummary(
      {
        file: 'policy.yaml',
        schema: 'policy.schema.json',
        added: draft,
        gone: [{ line: 7, text: 'users.old is not there' }],
        uncovered: [],
        isChanged: true,
      },
      look,
    ).join('\n')
    expect(lines).toMatch(/\+ users\.fax +keep/)
    expect(lines).toContain('− line 7: users.old is not there')
    expect(lines).toContain('Next        read what was added, then nightmask plan')
  })

  it('a list ends after a screen and says how many are left, and kinds that were not looked at do not push out what was', () => {
    const lines = section(
      'Many',
      '',
      Array.from({ length: 300 }, (_, at) => `${at} ${long}`),
      look,
    )
    expect(lines).toHaveLength(2 + 13)
    expect(lines.at(-1)).toBe('  and 288 more lines; --verbose shows all')
    expect(lines.filter((line) => stringWidth(line) > 80)).toEqual([])
    const kinds = Array.from({ length: 26 }, (_, at) => `kind ${at}`)
    const checks = [
      { name: 'kinds', verdict: 'skipped', covered: '', findings: kinds, note: null },
      { name: 'leaks', verdict: 'passed', covered: 'all', findings: [], note: null },
    ] as const
    const told = (of: typeof look) =>
      checkLines(
        checks.map((check) => ({ ...check, findings: [...check.findings] })),
        of,
      )
    expect(told(look)).toEqual([
      '–  kinds  not checked',
      '    kind 0',
      '    kind 1',
      '    and 24 more, in the record',
      '✓  leaks  all',
    ])
    expect(told(plainLook(80))).toContain('    kind 11')
  })

  it('doctor says what comes next', () => {
    const found = (passed: boolean) => doctorSummary({ source: [{ passed, sentence: long }] }, look)
    expect(found(true).at(-2)).toBe('Next        nightmask plan')
    expect(found(false).at(-2)).toBe('Next        mend what is marked ✗, then nightmask doctor')
  })
})
