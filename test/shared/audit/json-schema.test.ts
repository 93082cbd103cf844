import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { auditJsonSchema } from '../../../shared/audit/json-schema.ts'
import { auditRecordShape } from '../../../shared/audit/record.ts'
import { sampleRecord } from './sample-record.ts'

it('the published JSON Schema of the audit record is the shape that every record is checked against', () => {
  expect(JSON.parse(readFileSync('schemas/audit.schema.json', 'utf8'))).toEqual(auditJsonSchema())
  expect(auditRecordShape.safeParse(sampleRecord()).error).toBeUndefined()
})
