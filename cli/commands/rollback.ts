import type { Answer, Session } from '../answer.ts'
import { plural } from '../display/quantity.ts'
import type { ConfigFlags } from '../flags.ts'
import { loadConfig } from '../load-config.ts'
import { rollbackRun } from '../run/rollback.ts'

/** Publishes the previous generation again. */
export async function rollback(flags: ConfigFlags, { progress }: Session): Promise<Answer> {
  const publication = await rollbackRun({ config: await loadConfig(flags, ['staging']) }, progress)
  const { runId, tables, previousSchema } = publication
  return {
    json: publication,
    lines: ({ paint }) => [
      `${paint('green', 'Rolled back.')} Staging serves run ${runId} again, ${plural(tables, 'table')}.`,
      ...(previousSchema
        ? [`The generation it replaces is kept in ${previousSchema}: another rollback brings it back.`]
        : []),
    ],
    failure: null,
  }
}
