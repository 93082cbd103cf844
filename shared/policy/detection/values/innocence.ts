// So many cells for each value: a program wrote these, as "Flat rate".
const manyCells = 10

/** Whether texts repeat as only a program's do. */
export function isRepeated(values: readonly string[]): boolean {
  return values.length > 0 && values.length >= manyCells * new Set(values).size
}
