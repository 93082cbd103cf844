import type { Check } from '../../audit/record.ts'
import { charsetOf } from '../../masking/charset.ts'
import type { Column } from '../../schema/schema.ts'
import { LeakScanner } from '../../verification/leak-scanner.ts'
import { counted, type VerifyContext, verdictOf } from './context.ts'
import { singleCellBatch } from './single-cell-batch.ts'

/** No real value is in a definition: defaults, comments, labels, partitions, or the text of views, routines and triggers. */
export async function checkDefinitions({ plan, ports, index }: VerifyContext): Promise<Check> {
  const definitions = await ports.shadow.definitions(plan)
  const findings = definitions.flatMap(({ name, text }) => {
    const scanner = new LeakScanner(name, [{ column: textColumn, masked: false, searched: true }], index, ports.key)
    scanner.scan(singleCellBatch(Buffer.from(text, 'utf8')))
    // String literals are values in their own right, the shortest ones too.
    for (const [literal] of text.matchAll(/'(?:[^'\\]|''|\\.)*'/gs))
      scanner.scan(singleCellBatch(Buffer.from(literal.slice(1, -1), 'utf8')))
    return scanner.findings()
  })
  const leaks = findings
    .filter(({ leak }) => leak)
    .map(({ place, original }) => `${place.replace(/\.text$/, '')} holds a real value of ${original}`)
  return verdictOf('definitions', counted(definitions.length, 'definition'), [...new Set(leaks)])
}

const textColumn = { name: 'text', kind: 'text', charset: charsetOf('utf8mb4') ? 'utf8mb4' : null } as Column
