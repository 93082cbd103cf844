import type { Code } from '../shared/steps/same-code.ts'
import { setting } from './environment.ts'

/** What is deployed now. */
export function thisCode(): Code {
  return { version: setting('TOOL_VERSION'), digest: setting('CODE_DIGEST') }
}
