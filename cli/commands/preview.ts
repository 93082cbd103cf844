import { describeRule } from '../../shared/policy/file/describe-rule.ts'
import type { Answer, Session } from '../answer.ts'
import { useTransformers } from '../custom-transformers.ts'
import type { ConfigFlags } from '../flags.ts'
import { loadConfig, readPolicy } from '../load-config.ts'
import { type Preview, readPreview } from '../preview/read-preview.ts'
import { previewLines } from '../summary/preview-lines.ts'

export interface PreviewFlags extends ConfigFlags {
  readonly table: string
  readonly rows?: number
  readonly showOriginals?: boolean
}

const defaultRows = 10

/** A masked sample of a table beside its rules; the real values of masked columns only where they are asked for. */
export async function runPreview(flags: PreviewFlags, { progress }: Pick<Session, 'progress'>): Promise<Answer> {
  const config = await loadConfig(flags, ['source'])
  await useTransformers(config, flags)
  progress.step('preview', null)
  const preview = await readPreview(config, await readPolicy(config.policy), flags.table, flags.rows ?? defaultRows)
  progress.done()
  const showOriginals = flags.showOriginals ?? false
  return {
    json: previewJson(preview, showOriginals),
    lines: (look) => previewLines(preview, showOriginals, look),
    failure: null,
  }
}

function previewJson({ plan, masked, originals }: Preview, showOriginals: boolean) {
  const byName = (row: readonly (string | null)[]) =>
    Object.fromEntries(plan.columns.map(({ column }, at) => [column, row[at] ?? null]))
  return {
    table: plan.table,
    columns: plan.columns.map(({ column, rule, domain, inheritedFrom }) => ({
      column,
      rule: describeRule(rule),
      domain,
      inheritedFrom,
    })),
    rows: masked.map(byName),
    ...(showOriginals ? { originals: originals.map(byName) } : {}),
  }
}
