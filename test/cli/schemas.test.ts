import { readdirSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { publishedSchemas } from '../../cli/schemas.ts'
import { configShape } from '../../shared/config/config.ts'
import { fakerMethodNames } from '../../shared/masking/transformers/faker-methods/method-names.ts'
import { fakerMethods } from '../../shared/masking/transformers/faker-methods/methods.ts'
import { transformers } from '../../shared/masking/transformers/index.ts'
import { parsePolicy } from '../../shared/policy/file/parse-policy.ts'
import { policyShape } from '../../shared/policy/file/policy-shape.ts'
import { eachProperty } from '../../shared/policy/file/words.ts'

it('the published JSON Schemas are those of the shapes; `npm run schemas` writes them', () => {
  expect(readdirSync('schemas').sort()).toEqual(Object.keys(publishedSchemas))
  for (const [file, schema] of Object.entries(publishedSchemas))
    expect([file, JSON.parse(readFileSync(`schemas/${file}`, 'utf8'))]).toEqual([file, schema])
})

it('every property of every schema has a sentence and an example, and every example is one', () => {
  for (const [file, schema] of Object.entries(publishedSchemas)) {
    const ajv = new Ajv2020({
      ...{ strict: true, strictTypes: false, strictRequired: false, validateFormats: false },
      code: { optimize: false },
    })
    expect(() => ajv.compile(schema), file).not.toThrow()
    const definitions = (schema.$defs ?? {}) as Record<string, object>
    // Compiled once, and not with each property that refers to them.
    ajv.addSchema({ $defs: definitions }, 'shared')
    eachProperty(schema, '', (path, property) => {
      const of = `${file}: ${path}`
      const { description, examples = [] } = { ...definitions[String(property.$ref).slice(8)], ...property } as {
        description?: string
        examples?: unknown[]
      }
      expect([of, description?.match(/^.+/)?.length, examples.length]).toEqual([of, 1, 1])
      const takes = ajv.compile(JSON.parse(JSON.stringify(property).replaceAll('"$ref":"#', '"$ref":"shared#')))
      expect([of, takes(examples[0]), takes.errors]).toEqual([of, true, null])
    })
  }
})

it('transformers and the methods of faker are listed with a sentence each', () => {
  const { $defs } = publishedSchemas['policy.schema.json'] as { $defs: Record<string, Record<string, unknown>> }
  for (const name of transformers.keys())
    expect([name, $defs[`long_${name}`]?.description]).toEqual([name, transformers.get(name)!.summary])
  expect(publishedSchemas['schema-shape.schema.json'] as object).toHaveProperty(
    [
      'properties',
      'tables',
      'additionalProperties',
      'properties',
      'columns',
      'additionalProperties',
      'properties',
      'faker',
      'anyOf',
    ],
    fakerMethods,
  )
  expect(fakerMethods.map((method) => method.const).sort()).toEqual(fakerMethodNames())
  expect($defs.faker_method!.anyOf).toEqual(fakerMethods)
  expect(fakerMethods.filter(({ description }) => !/^[A-Z].+[.!]$/.test(description))).toEqual([])
})

it('the examples name the schemas in their first line and are what these describe', () => {
  for (const [file, shape] of [
    ['policy.yaml', policyShape(transformers)],
    ['nightmask.yaml', configShape],
    ['nightmask.aws.yaml', configShape],
  ] as const) {
    const text = readFileSync(`examples/shop/${file}`, 'utf8')
    const schema = /^# yaml-language-server: \$schema=\.\.\/\.\.\/(schemas\/\S+)\n/.exec(text)?.[1]
    expect(readFileSync(schema ?? '', 'utf8')).toContain('$schema')
    expect([file, shape.safeParse(parse(text)).error]).toEqual([file, undefined])
  }
})

it('what editors accept in a policy is what the parser accepts', () => {
  const accepts = (act: () => unknown) => {
    try {
      act()
      return true
    } catch {
      return false
    }
  }
  for (const [body, accepted] of [
    ['tables: { a: { b: keep, c: email, d: null, e: skip } }', false],
    ['tables: { a: { b: keep, c: email, d: null, e: "null" } }', true],
    ['tables: { a: skip_rows, b: {} }', true],
    ['tables: { a: skip_row }', false],
    ['tables: { a: { b: { keep: "why" } } }', true],
    ['tables: { a: { b: { keep: "" } } }', false],
    ['tables: { a: { b: { keep: "why", mask: email } } }', false],
    ['tables: { a: { b: { mask: email, at: qa.example, domain: d } } }', true],
    ['tables: { a: { b: { mask: email, at: corp.com } } }', false],
    ['tables: { a: { b: { mask: email, length: 3 } } }', false],
    ['tables: { a: { b: { mask: null } } }', true],
    ['tables: { a: { b: { mask: hash, length: 7 } } }', false],
    ['tables: { a: { b: { mask: faker } } }', false],
    ['tables: { a: { b: { mask: constant, value: 3 } } }', true],
    ['tables: { a: { b: [keep] } }', false],
    ['tables: {}\nlocale: de\nwithout_snapshot: { a: "why" }', true],
    ['tables: {}\nlocale: deutsch', false],
    ['tables: {}\nwithout_snapshot: { a: 3 }', false],
    ['tables: {}\nnot_restored: { view a: "why" }', true],
    ['tables: {}\norphans: refuse', true],
    ['tables: {}\norphans: report', true],
    ['tables: {}\norphans: ignore', false],
    ['tables: {}\nnot_restored: { view a: }', false],
    [
      'tables: {}\naccepted: [{ in: a.b, of: c.d, reason: "why" }, { in: table a, of: c.d, cells: 3, reason: "why" }]',
      true,
    ],
    ['tables: {}\naccepted: [{ in: a.b, of: c.d, values: 2, reason: "why" }]', true],
    ['tables: {}\naccepted: [{ in: a.b, of: c.d }]', false],
    ['tables: {}\naccepted: [{ in: a.b, of: c.d, cells: 0, reason: "why" }]', false],
    ['tables: {}\naccepted: { in: a.b, of: c.d, reason: "why" }', false],
    ['tables: {}\ndefinitions: { comments: drop, defaults: { a.b: drop } }', true],
    ['tables: {}\ndefinitions: { comments: none }', false],
    ['tables: {}\ndefinitions: { defaults: [a.b] }', false],
    ['tabels: {}', false],
  ] as const) {
    const text = `version: 1\n${body}\n`
    const parsed = accepts(() => parsePolicy(text, 'policy.yaml', transformers))
    const shaped = policyShape(transformers).safeParse(parse(text)).success
    expect([body, parsed, shaped]).toEqual([body, accepted, accepted])
  }
})
