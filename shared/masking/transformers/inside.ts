import { z } from 'zod'
import { type FormatName, formatPaths } from '../../policy/inside/formats.ts'
import type { Transformer } from '../transformer.ts'
import { proveAll, proveKind, proveNotUnique } from './kinds.ts'

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
