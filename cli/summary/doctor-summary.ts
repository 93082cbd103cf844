import { wrap } from '../display/columns.ts'
import type { Look } from '../display/look.ts'
import type { Diagnosis } from '../doctor/check-server.ts'

const marks = { true: ['✓', 'green'], false: ['✗', 'red'], null: ['–', 'yellow'] } as const

/** What was found on each side, with the statements that mend it; they stand unbroken, since they are pasted. */
export function doctorSummary(diagnoses: Readonly<Record<string, readonly Diagnosis[]>>, look: Look): string[] {
  return Object.entries(diagnoses).flatMap(([side, found]) => [
    '',
    look.paint('bold', `${side.charAt(0).toUpperCase()}${side.slice(1)}`),
    ...found.flatMap((diagnosis) => diagnosisLines(diagnosis, look)),
  ])
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
