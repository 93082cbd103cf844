import { wrap } from '../display/columns.ts'
import type { Look } from '../display/look.ts'
import type { Diagnosis } from '../doctor/check-server.ts'
import { entry } from './sections.ts'

const marks = { true: ['✓', 'green'], false: ['✗', 'red'], null: ['–', 'yellow'] } as const

/** What was found on each side, with the statements that mend it; they stand unbroken, since they are pasted. */
export function doctorSummary(diagnoses: Readonly<Record<string, readonly Diagnosis[]>>, look: Look): string[] {
  const isWell = Object.values(diagnoses)
    .flat()
    .every(({ passed }) => passed !== false)
  const sides = Object.entries(diagnoses).flatMap(([side, found]) => [
    '',
    look.paint('bold', `${side.charAt(0).toUpperCase()}${side.slice(1)}`),
    ...found.flatMap((diagnosis) => diagnosisLines(diagnosis, look)),
  ])
  const next = isWell ? 'nightmask plan' : 'mend what is marked ✗, then nightmask doctor'
  return [...sides, '', ...entry('Next', next, look), '']
}

function diagnosisLines({ passed, sentence, statements = [] }: Diagnosis, { width, paint }: Look): string[] {
  const [sign, style] = marks[`${passed}`]
  const [first = '', ...rest] = wrap(sentence, width - 4)
  return [
    `  ${paint(style, sign)} ${first}`,
    ...rest.map((line) => `    ${line}`),
    ...statements.map((sql) => `    ${sql}`),
  ]
}
