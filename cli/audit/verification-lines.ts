import type { RecordsReport } from '../../shared/audit/proof/verify-records.ts'
import { wrap } from '../display/columns.ts'
import type { Look, Style } from '../display/look.ts'

/** What was verified, what is wrong, and what nobody looked at. */
export function verificationLines(report: RecordsReport, look: Look): string[] {
  const { paint } = look
  const headline = report.verdict === 'passed' ? paint('green', 'Whole.') : paint('red', 'Not whole.')
  return [
    `${headline} ${report.records === 1 ? '1 record' : `${report.records} records`} looked at.`,
    '',
    ...listed('✗', 'red', report.problems, look),
    ...listed('✓', 'green', report.verified, look),
    ...listed(
      '–',
      'yellow',
      report.notVerified.map((text) => `Not verified: ${text}`),
      look,
    ),
  ]
}

function listed(sign: string, style: Style, texts: readonly string[], { width, paint }: Look): string[] {
  return texts.flatMap((text) =>
    wrap(text, width - 2).map((line, at) => `${at === 0 ? paint(style, sign) : ' '} ${line}`),
  )
}
