import type { Column } from '../../schema/schema.ts'
import type { Charset } from './charset.ts'

/** Of a UTF-16 unit, in any character set. */
const mostBytes = 4

/** Whether the column takes so long a text: CHAR and VARCHAR count characters, all others bytes. */
export function fitsColumn({ maxLength, dataType, kind }: Column, text: string, charset: Charset): boolean {
  if (maxLength === null || kind === 'json' || text.length * mostBytes <= maxLength) return true
  return /char$/.test(dataType) ? [...text].length <= maxLength : charset.encode(text).length <= maxLength
}
