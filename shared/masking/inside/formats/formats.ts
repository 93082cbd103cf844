import type { FormatName } from '../../../policy/inside/formats.ts'
import type { Rewrite } from '../format.ts'
import { rewriteJson } from './json.ts'
import { rewritePhp } from './php-serialized.ts'

/** How the values of each format are read and written: one file each, and a line here. */
export const formats: Readonly<Partial<Record<FormatName, Rewrite>>> = {
  json: rewriteJson,
  php_serialized: rewritePhp,
}
