import type { Accepted } from '../rule.ts'
import { scalar } from './scalar.ts'

/** One entry of `accepted` as policy.yaml says it. */
export function acceptedLine({ in: place, of, cells, values, reason }: Accepted): string {
  const limits = { ...(values === null ? {} : { values }), ...(cells === null ? {} : { cells }) }
  const said = Object.entries({ in: place, of, ...limits }).map(([key, value]) => `${key}: ${scalar(value)}`)
  return `{ ${said.join(', ')}, reason: ${JSON.stringify(reason)} }`
}
