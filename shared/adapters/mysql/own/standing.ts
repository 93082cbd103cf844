import { quoteName } from '../../../schema/quote.ts'
import type { Column, Table } from '../../../schema/schema.ts'

/** Times that the server would set by itself when a row changes stay what they are. */
export function standing({ columns }: Table, named: readonly string[]): string[] {
  const isTime = ({ dataType, generated, name }: Column) =>
    ['timestamp', 'datetime'].includes(dataType) && !generated && !named.includes(name)
  return columns.filter(isTime).map(({ name }) => `${quoteName(name)} = ${quoteName(name)}`)
}
