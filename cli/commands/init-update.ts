import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { uncoveredLeaves } from '../../shared/drafting/inside/uncovered-leaves.ts'
import { rehearsedDraft } from '../../shared/drafting/rehearsal/rehearsed-draft.ts'
import { UsageError } from '../../shared/errors.ts'
import { knownNames } from '../../shared/masking/text/known-names.ts'
import { transformers } from '../../shared/masking/transformers/index.ts'
import { loadCommonWords } from '../../shared/policy/detection/names/common-words.ts'
import { parsePolicy } from '../../shared/policy/file/parse-policy.ts'
import { newToPolicy, updatePolicy } from '../../shared/policy/file/update-policy.ts'
import { checkNames } from '../../shared/policy/resolving/check-names.ts'
import type { Answer, Session } from '../answer.ts'
import { useTransformersOf } from '../custom-transformers.ts'
import { writePolicySchema } from '../editor-schemas.ts'
import { defaultConfigFile } from '../flags.ts'
import { readPolicy } from '../load-config.ts'
import { updateSummary } from '../summary/update-summary.ts'
import { type InitFlags, readSource } from './init.ts'

/** Adds tables and columns that policy.yaml does not know yet, each with the rule that `init` would give it. All else stays as it is. */
export async function updateInit(flags: InitFlags, { progress }: Pick<Session, 'progress'>): Promise<Answer> {
  if (flags.locale)
    throw new UsageError('--locale: the policy names its locale already; leave the flag out with --update.')
  const file = join(flags.out ?? '.', 'policy.yaml')
  const text = await readPolicy(file)
  await useTransformersOf(join(flags.out ?? '.', defaultConfigFile))
  const policy = parsePolicy(text, file, transformers)
  const { schema, samples } = await readSource(flags.source, progress)
  progress.step('detect', null)
  const names = await knownNames(policy.locale)
  const draft = rehearsedDraft(schema, samples, names, policy.locale, await loadCommonWords(policy.locale))
  const uncovered = uncoveredLeaves(schema, samples, policy, names)
  const added = newToPolicy(draft, policy)
  const gone = checkNames(schema, policy)
  const updated = updatePolicy(text, added)
  // What cannot be read again must not take the place of what somebody wrote.
  parsePolicy(updated, file, transformers)
  if (updated !== text) await writeFile(file, updated)
  const ownSchema = await writePolicySchema(flags.out ?? '.', schema, draft)
  progress.done()
  const made = { file, schema: ownSchema, added, gone, uncovered, isChanged: updated !== text }
  return { json: made, lines: (look) => updateSummary(made, look), failure: null }
}
