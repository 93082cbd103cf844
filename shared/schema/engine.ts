/** ARCHIVE deletes no row, and takes rows only in the order of their keys: such a table is one chunk, loaded from the beginning. */
export function appendsOnly(engine: string): boolean {
  return engine.toUpperCase() === 'ARCHIVE'
}
