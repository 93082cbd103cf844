import { expect, it } from 'vitest'
import { OriginalDigest } from '../../../../shared/masking/digests/original-digest.ts'
import { createPseudonymKey } from '../../../../shared/masking/digests/subkeys.ts'
import { batchOf } from '../../../../shared/masking/rows/lone-rows.ts'
import { RowMasker } from '../../../../shared/masking/rows/row-masker.ts'
import { surveyForTexts } from '../../../../shared/masking/rows/survey-for-texts.ts'
import { Surveyor, surveyedColumns } from '../../../../shared/masking/rows/surveyor.ts'
import { charsetOf } from '../../../../shared/masking/text/charset.ts'
import { transformers } from '../../../../shared/masking/transformers/index.ts'
import { parsePolicy } from '../../../../shared/policy/file/parse-policy.ts'
import { resolvePolicy } from '../../../../shared/policy/resolving/resolve-policy.ts'
import { schema, table } from '../../policy/describe-schema.ts'

const people = table('people', { mail: 'varchar(80)', alias: 'varchar(60)', full_name: 'varchar(60)', born: 'date' })
const notes = table('notes', { body: 'text' })
const key = createPseudonymKey(new Uint8Array(32).fill(7))

function plansWith(mode: string) {
  const rules = 'mail: email, alias: hash, full_name: "null", born: birth_date'
  const text = `version: 1\ntables:\n  people: { ${rules} }\n  notes: { body: { mask: free_text, mode: ${mode} } }`
  const tables = [people, notes]
  const parsed = parsePolicy(text, 'policy.yaml', transformers)
  return surveyForTexts(resolvePolicy(schema(...tables), parsed, 'policy.yaml', transformers).tables, tables)
}

const columnsOf = (mode: string) => plansWith(mode).find((plan) => plan.table === 'people')!

it('surveys what no fake in a text that is kept may be: in texts a fake is not known from a real value', () => {
  expect(surveyedColumns(columnsOf('replace').columns)).toEqual([])
  const surveyed = surveyedColumns(columnsOf('redact').columns)
  expect(surveyed.map(({ column }) => column)).toEqual(['mail', 'alias', 'full_name'])

  const surveyor = new Surveyor(people, surveyed, key, new Map())
  surveyor.survey(batchOf([['quill.marrow@tarn.example', 'Wanda Brandt', 'Jory Fenn']]))
  const found = surveyor.originals().flatMap(({ digests, form }) => (form ? [] : [...digests]))
  const digest = new OriginalDigest(key)
  for (const name of ['Quill Marrow', 'Wanda Brandt', 'Fenn, Jory']) {
    const bytes = Buffer.from(name)
    digest.read(bytes, 0, bytes.length, charsetOf('utf8mb4')!)
    const at = found.findIndex((hi, word) => word % 2 === 0 && hi === digest.hi && found[word + 1] === digest.lo)
    expect([name, at >= 0]).toEqual([name, true])
  }
})

it('digests them once: what is surveyed the row masker does not record again', () => {
  for (const mode of ['replace', 'redact']) {
    const masker = new RowMasker(people, columnsOf(mode), { key, locale: 'en', folds: new Map(), exclusions: null })
    masker.mask(batchOf([['quill.marrow@tarn.example', 'Wanda Brandt', 'Jory Fenn', '1980-02-03']]))
    const read = masker.originals().map(({ column, read }) => [column, read])
    const born = ['born', 1]
    expect(read.filter(([, count]) => count !== 0)).toEqual(
      mode === 'redact' ? [born] : [['mail', 1], ['alias', 1], ['full_name', 1], born],
    )
  }
})
