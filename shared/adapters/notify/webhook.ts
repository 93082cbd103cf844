import { setTimeout as pause } from 'node:timers/promises'
import { RunFailedError } from '../../errors.ts'

const tries = 3
const pauseMilliseconds = 1000
const timeoutMilliseconds = 10_000

/** Posts JSON, at most three times where nobody answered or the answer was 5xx or 429. Throws RunFailedError that shows no part of the URL. */
export async function postJson(url: string, body: unknown): Promise<void> {
  for (let left = tries - 1; ; left--) {
    const refusal = await post(url, body)
    if (refusal === null) return
    if (left === 0 || !refusal.mayPass) throw new RunFailedError(`notify.webhook: ${refusal.text}.`)
    await pause(pauseMilliseconds)
  }
}

async function post(url: string, body: unknown): Promise<{ text: string; mayPass: boolean } | null> {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    return { text: 'its url has to begin with https:// or http://', mayPass: false }
  try {
    const { ok, status } = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      // Where a redirect leads, nobody has said in the configuration.
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMilliseconds),
    })
    return ok ? null : { text: `it answered ${status}`, mayPass: status >= 500 || status === 429 }
  } catch (error) {
    const { name, cause } = error as Error & { cause?: { code?: string } }
    return {
      text: name === 'TimeoutError' ? 'it did not answer in time' : `it could not be reached (${cause?.code ?? name})`,
      mayPass: true,
    }
  }
}
