import type { FormatName } from '../../../policy/inside/formats.ts'
import { readPath } from '../../../policy/inside/paths.ts'
import type { Rule } from '../../../policy/rule.ts'
import type { Rewrite } from '../format.ts'
import { rewriteBase64 } from './base64.ts'
import { csvWith } from './csv.ts'
import { rewriteJson } from './json.ts'
import { rewritePhp } from './php-serialized.ts'
import { rewriteUrlQuery } from './url-query.ts'
import { rewriteXml } from './xml.ts'

type Described = Pick<Rule, 'options' | 'inside'>

const separators: Readonly<Record<string, string>> = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' }

/** How the values of each format are read and written: one file each, and a line here. */
const formats: Readonly<Record<FormatName, (rule: Described) => Rewrite>> = {
  json: () => rewriteJson,
  php_serialized: () => rewritePhp,
  xml: () => rewriteXml,
  csv: ({ options, inside }) =>
    csvWith({
      separator: separators[String(options.separator)]!,
      header: options.header === true || inside!.branches.some(({ path }) => isName(path)),
    }),
  url_query: () => rewriteUrlQuery,
  base64: () => rewriteBase64,
}

function isName(path: string): boolean {
  return readPath(path)?.[0]?.kind === 'name'
}

/** How a rule's values are read and written. */
export function formatOf(mask: string, rule: Described): Rewrite {
  return formats[mask as FormatName](rule)
}
