import { readLoadMethod } from '../adapters/mysql/shadow/load-method.ts'
import type { Wire } from '../adapters/mysql/wire/wire.ts'
import type { Filling } from './filling.ts'

/** How generated rows go in; says so where it is the slow way. */
export async function loadMethod(wire: Wire, progress: Filling): Promise<'load-data' | 'insert'> {
  const method = await readLoadMethod(wire)
  if (method === 'insert')
    progress.note('local_infile is off on the server: rows go in by INSERT, two to three times slower.')
  return method
}
