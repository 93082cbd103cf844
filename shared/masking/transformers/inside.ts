import { z } from 'zod'
import { type FormatName, formatPaths } from '../../policy/inside/formats.ts'
import type { Transformer } from '../transformer.ts'
import { proveAll, proveKind, proveNotUnique } from './kinds.ts'

const csvOptions = z.strictObject({
  separator: z
    .enum(['comma', 'semicolon', 'tab', 'pipe'])
    .meta({ description: 'What stands between fields.', examples: ['semicolon'] })
    .default('comma'),
  header: z
    .boolean()
    .meta({
      description: 'Whether the first record names the fields; it does where a path has a name.',
      examples: [true],
    })
    .optional(),
})

/** The formats that rules reach into. What is done there is said by rules for their paths, and masking/inside does it. */
export const insideTransformers: readonly Transformer[] = [
  reaching('json', 'JSON: everything that no rule is for stays as it is written.', {
    rule: '{ mask: json, paths: { $.mail: email, "$.tel[*]": digits }, otherwise: keep }',
    value: '{"mail": "quill@marrow.test", "tel": ["+49 30 1234567", 1234567], "theme": "dark"}',
  }),
  reaching('php_serialized', "What PHP's serialize wrote, or a session: the lengths in it are right.", {
    rule: '{ mask: php_serialized, paths: { $.mail: email }, otherwise: keep }',
    value: 'a:1:{s:4:"mail";s:17:"quill@marrow.test";}',
  }),
  reaching('xml', 'XML: texts of elements, and attributes, which are called `@name`.', {
    rule: '{ mask: xml, paths: { $.order.mail: email, "$..@phone": digits }, otherwise: keep }',
    value: '<order phone="030 555 77"><mail>quill@marrow.test</mail><n>2</n></order>',
  }),
  reaching(
    'csv',
    'Records of fields, called by their number from 0, or by the names in the first record.',
    {
      rule: '{ mask: csv, paths: { "$[1]": email }, otherwise: keep }',
      value: '1,quill@marrow.test,"a, b"',
    },
    csvOptions,
  ),
  reaching('url_query', 'The parameters of an address, or parameters that stand alone.', {
    rule: '{ mask: url_query, paths: { $.mail: email }, otherwise: keep }',
    value: 'https://shop.test/?page=7&mail=quill%40marrow.test#top',
  }),
  reaching('base64', 'One text or value in base64: its rule is `otherwise`.', {
    rule: '{ mask: base64, otherwise: { mask: json, paths: { $.mail: email }, otherwise: keep } }',
    value: 'eyJtYWlsIjoicXVpbGxAbWFycm93LnRlc3QifQ==',
  }),
]

interface Shown {
  readonly rule: string
  readonly value: string
}

function reaching(
  name: FormatName,
  summary: string,
  { rule, value }: Shown,
  options: z.ZodObject = z.strictObject({}),
): Transformer {
  return {
    ...{ name, summary, options },
    examples: [{ rule, type: 'text', values: [value] }],
    inside: formatPaths[name],
    readsValue: true,
    // What is drawn and what is searched for is said of the rules for its paths.
    draws: false,
    avoidsOriginals: false,
    originals: 'none',
    domain: () => '',
    prove: (context) => proveAll(proveKind(context, ['text', 'binary', 'json'], name), proveNotUnique(context, name)),
    compile() {
      throw new Error(`${name} masks no whole values`)
    },
    // What is kept of a value is not of its making.
    recogniser: () => () => false,
  }
}
