import { RunFailedError } from '../../errors.ts'
import type { CustomTransformer } from './custom-transformer.ts'

/** The transformer, which tells by name and file when it throws or makes no text. What it throws may quote a value, so only its kind is told. */
export function guarded(transformer: CustomTransformer, file: string): CustomTransformer {
  const { name } = transformer
  return {
    ...transformer,
    compile(context, options) {
      const place = `${context.table}.${context.column.name}`
      const compiled = during(`${file}: ${name} cannot be compiled for ${place}`, () =>
        transformer.compile(context, options),
      )
      if (typeof compiled !== 'function') throw new RunFailedError(`${file}: compile of ${name} gives no function.`)
      return (value, draw) => {
        const fake = during(`${file}: ${name} failed on a value of ${place}`, () => compiled(value, draw))
        if (fake === null || typeof fake === 'string') return fake
        throw new RunFailedError(`${file}: ${name} makes something other than a text or null for ${place}.`)
      }
    },
    prove: (context, options) =>
      during(`${file}: prove of ${name} failed for ${context.table}.${context.column.name}`, () =>
        transformer.prove(context, options),
      ),
  }
}

function during<Result>(what: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    throw new RunFailedError(`${what}: it threw ${kindOf(error)}.`)
  }
}

function kindOf(error: unknown): string {
  return error instanceof Error && /^[A-Za-z]+Error$/.test(error.constructor.name)
    ? `a ${error.constructor.name}`
    : 'something'
}
