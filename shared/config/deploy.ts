import { z } from 'zod'

/** What `cdk deploy` needs to know; read by infra/ only. */
export const deployShape = z.strictObject({})

export type DeployConfig = z.infer<typeof deployShape>
