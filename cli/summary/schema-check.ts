import type { SchemaCheck } from '../commands/plan-schema.ts'
import { wrap } from '../display/columns.ts'
import type { Look } from '../display/look.ts'
import { plural } from '../display/quantity.ts'
import { listed, section } from './sections.ts'

/** A policy that covers the schema of some files, and what its proofs had to say. */
export function schemaCheckLines({ files, tables, columns, masked, notes }: SchemaCheck, look: Look): string[] {
  const where = files.length === 1 ? files[0] : plural(files.length, 'file')
  return [
    '',
    ...wrap(
      `${look.paint('green', 'Covered.')} Every column of the ${plural(tables, 'table')} made by ${where} is classified, and every rule is proven: ${masked} of ${plural(columns, 'column')} masked.`,
      look.width,
    ),
    ...section('Proofs', 'what to know about the rules', listed(notes, look), look),
    '',
  ]
}
