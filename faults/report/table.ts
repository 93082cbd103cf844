import type { Family } from '../lane/programs.ts'
import type { Options } from '../options.ts'
import type { CaseResult } from '../try-case.ts'

export function writeTable(
  _results: readonly CaseResult[],
  _versions: ReadonlyMap<Family, string>,
  _options: Options,
): void {}
