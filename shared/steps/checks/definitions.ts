import type { Check } from '../../audit/record.ts'
import { charsetOf } from '../../masking/charset.ts'
import { programName } from '../../policy/check-programs.ts'
import type { Column } from '../../schema/schema.ts'
import { LeakScanner } from '../../verification/leak-scanner.ts'
import type { Recognition } from '../../verification/recognition.ts'
import type { Sighting } from '../../verification/scan.ts'
import { textBatch } from '../../verification/text-batch.ts'
import { counted, type VerifyContext, verdictOf } from './context.ts'

/** Definitions by name, and what the leak check sights in them. */
export type ScannedDefinitions = ReadonlyMap<string, readonly Sighting[]>

/** Searches every definition: defaults, comments, labels, partitions, and the text of views, routines and triggers. */
export function scanDefinitions(context: VerifyContext): ScannedDefinitions {
  const { ports, index } = context
  const scanned = definitionsOf(context).map(({ name, text }) => {
    const scanner = new LeakScanner(name, [{ column: textColumn, masked: false, searched: true }], index, ports.key)
    scanner.scan(textBatch([[text]]))
    // String literals are values in their own right, the shortest ones too.
    for (const [literal] of text.matchAll(/'(?:[^'\\]|''|\\.)*'/gs)) scanner.scan(textBatch([[literal.slice(1, -1)]]))
    return [name, scanner.sightings()] as const
  })
  return new Map(scanned)
}

/** Tables as they are stored, programs as they will be made. */
function definitionsOf({ plan, stored }: VerifyContext): { readonly name: string; readonly text: string }[] {
  const made = new Set([...plan.tables.map(({ table }) => table), ...plan.skippedTables])
  return [
    ...stored.tables
      .filter(({ name }) => made.has(name))
      .map(({ name, createSql }) => ({ name: `table ${name}`, text: createSql })),
    ...plan.schema.programs.map((program) => ({ name: programName(program), text: program.createSql })),
  ]
}

/** No real value is in a definition. */
export function checkDefinitions(scanned: ScannedDefinitions, recognition: Recognition): Check {
  const leaks = [...scanned].flatMap(([name, sightings]) =>
    recognition
      .findings(sightings)
      .filter(({ leak }) => leak)
      .map(({ original }) => `${name} holds a real value of ${original}`),
  )
  return verdictOf('definitions', counted(scanned.size, 'definition'), [...new Set(leaks)])
}

const textColumn = { name: 'text', kind: 'text', charset: charsetOf('utf8mb4') ? 'utf8mb4' : null } as Column
