import { z } from 'zod'

const text = z.string().min(1)

/** Whom a run or a rollback on this machine tells of its end. On AWS events do, see docs/operations.md. */
export const notifyShape = z.strictObject({
  webhook: z
    .strictObject({
      /** May hold a token: it is never shown. */
      url: text,
      /** `json`: one object with what happened; `slack`: what Slack, Mattermost and Rocket.Chat take. */
      format: z.enum(['json', 'slack']).default('json'),
      on: z.enum(['always', 'failure']).default('always'),
    })
    .optional(),
  /** A file in the Prometheus text format, for node_exporter's textfile collector. */
  metrics: z
    .strictObject({ file: text.regex(/\.prom$/, 'has to end in .prom, or the collector does not read it') })
    .optional(),
})

export type Notify = z.infer<typeof notifyShape>
