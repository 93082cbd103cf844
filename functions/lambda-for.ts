import { Logger } from '@aws-lambda-powertools/logger'
import { NightmaskError, NotYetError, UnfinishedError } from '../shared/errors.ts'
import { type Closing, closing } from './closing.ts'
import type { PreflightCheck } from './events.ts'
import { count, type Measures } from './metrics.ts'
import { preflight, preflightOf } from './preflight.ts'

/** How a function opens the ports that its step names, for one event. */
export type Open<Event, Ports> = (event: Event, closing: Closing) => Promise<Ports>

/**
 * A Lambda handler: opens the ports, does the work, closes everything. It logs run, time and outcome, never an event. Its errors have
 * the failure's kind as their name, and the one sentence as their message. Asked for a preflight, it does that and nothing else.
 */
export function lambdaFor<Event extends object, Ports, Result>(
  name: string,
  open: Open<Event, Ports>,
  work: (event: Event, ports: Ports) => Promise<Result>,
  measure: (result: Result, event: Event) => Measures = () => ({}),
): (event: Event) => Promise<Result | PreflightCheck[]> {
  const logger = new Logger({ serviceName: name })
  return async (event) => {
    const started = performance.now()
    const about = { runId: runIdOf(event) }
    const opened = closing()
    try {
      const asked = preflightOf(event)
      if (asked) return await preflight(name, asked, opened)
      const result = await work(event, await open(event, opened))
      count(measure(result, event))
      logger.info('done', { ...about, milliseconds: Math.round(performance.now() - started) })
      return result
    } catch (error) {
      const failure = explain(error)
      // Nothing is wrong with what comes a moment later.
      const level = error instanceof NotYetError ? 'info' : 'error'
      logger[level](failure.message, {
        ...about,
        kind: failure.name,
        milliseconds: Math.round(performance.now() - started),
      })
      throw failure
    } finally {
      await opened.close()
    }
  }
}

// Workflows decide by an error's name: Failed, Unfinished, Usage, Uncovered, Refused, UnsafeTarget, Interrupted.
function explain(error: unknown): Error {
  const failure = new Error(error instanceof NightmaskError ? error.message : describe(error))
  failure.name = nameOf(error)
  // The stack of a bundle says nothing, and Lambda would log it.
  failure.stack = `${failure.name}: ${failure.message}`
  return failure
}

function nameOf(error: unknown): string {
  if (error instanceof UnfinishedError) return 'Unfinished'
  if (error instanceof NotYetError) return 'NotYet'
  return error instanceof NightmaskError ? pascalCase(error.kind) : 'Failed'
}

// The message of a foreign error may quote values: its class and code have to do.
function describe(error: unknown): string {
  const { name = 'error', code = '' } = (error ?? {}) as { name?: string; code?: string }
  return `unexpected ${name}${code ? ` (${code})` : ''}; this is a fault of nightmask, please report it with this line`
}

function pascalCase(kind: string): string {
  return kind.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())
}

// Somebody may invoke a function with any JSON, null too.
function runIdOf(event: object | null): unknown {
  const { run, runId } = (event ?? {}) as { run?: { runId?: unknown }; runId?: unknown }
  return run?.runId ?? runId ?? null
}
