import { DatabaseError } from '../../../errors.ts'
import type { RowBatch } from '../../../masking/rows/row-batch.ts'

/** The head of the rows of one question of several. */
export interface Head {
  readonly at: number
  /** Whether rows of another follow in the same packet. */
  readonly goesOn: boolean
}

/**
 * Statements in runs that are joined to one packet of at most so many bytes, in their order; one that is longer is a run by itself, as each is
 * where nothing may be joined.
 */
export function joined(statements: readonly string[], mostBytes: number): string[][] {
  const runs: string[][] = []
  let bytes = 0
  for (const statement of statements) {
    const length = Buffer.byteLength(statement) + separatorBytes
    const last = runs.at(-1)
    if (last && bytes + length <= mostBytes) last.push(statement)
    else {
      runs.push([statement])
      bytes = 0
    }
    bytes += length
  }
  return runs
}

const separatorBytes = 2

/** Sends packets of statements, and reads the answer to each statement. Returns the error that a server told instead of one: it ends them all. */
export async function* answersTo<Answer>(
  packets: readonly (readonly string[])[],
  send: (packet: string) => Promise<void>,
  answer: (at: number, goesOn: boolean) => Promise<Answer>,
): AsyncGenerator<Answer, DatabaseError | null, undefined> {
  let at = 0
  try {
    for (const packet of packets) {
      await send(packet.join(';\n'))
      for (const left of packet.keys()) yield await answer(at++, left < packet.length - 1)
    }
    return null
  } catch (error) {
    if (error instanceof DatabaseError) return error
    throw error
  }
}

/** The rows of one question, which come behind those of the questions before it. What fails here, or is left early, ends them all. */
export async function* inTurn(
  heads: AsyncGenerator<Head, void, undefined>,
  at: number,
  isLast: boolean,
  batches: (goesOn: boolean) => AsyncIterable<RowBatch>,
): AsyncGenerator<RowBatch, void, undefined> {
  const { value: head } = await heads.next()
  if (head?.at !== at) throw new Error('rows of several questions are read in the order of the questions')
  let isWhole = false
  try {
    yield* batches(head.goesOn)
    isWhole = true
  } catch (error) {
    isWhole = true
    await heads.throw(error)
  } finally {
    if (!isWhole) await heads.return()
  }
  if (isLast) await heads.next()
}
