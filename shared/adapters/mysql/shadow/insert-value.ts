import type { Column, ServerFamily } from '../../../schema/schema.ts'

/** A cell's loadable form as an SQL expression for INSERT. */
export function insertValue(cell: Buffer | null, column: Column, family: ServerFamily): string {
  if (cell === null) return 'NULL'
  const hex = cell.length > 0 ? `0x${cell.toString('hex')}` : "''"
  switch (column.kind) {
    case 'text':
      return `CONVERT(${hex} USING ${column.charset ?? 'utf8mb4'})`
    case 'json':
      return `CONVERT(${hex} USING utf8mb4)`
    case 'binary':
    case 'vector':
      return hex
    case 'bit':
      return `CAST(CONV('${cell.toString('hex')}', 16, 10) AS UNSIGNED)`
    case 'geometry':
      return `ST_GeomFromWKB(0x${cell.subarray(4).toString('hex')}, ${cell.readUInt32LE(0)}${family === 'mysql' ? ", 'axis-order=long-lat'" : ''})`
    case 'enum':
    case 'set':
      return String(BigInt(cell.toString('latin1')))
    default:
      return `CONVERT(${hex} USING latin1)`
  }
}
