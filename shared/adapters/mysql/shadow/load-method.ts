import type { Wire } from '../wire/wire.ts'

/** How rows can go into this server: `insert` where its local_infile is off. */
export async function readLoadMethod(wire: Wire): Promise<'load-data' | 'insert'> {
  const [[on] = []] = await wire.query('SELECT @@global.local_infile')
  return on === '1' || on?.toUpperCase() === 'ON' ? 'load-data' : 'insert'
}
