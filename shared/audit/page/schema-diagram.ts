import { counted } from '../figures.ts'
import type { AuditRecord, TableAudit } from '../record.ts'
import { layers } from './diagram-layers.ts'
import { type Html, html } from './html.ts'

const [boxWidth, boxHeight, columnGap, rowGap, longestName] = [150, 38, 60, 12, 20]
/** Lines between more boxes than this are a tangle: then the boxes stand by themselves. */
const linkedTables = 40
const tilesAcross = 6

interface Box {
  readonly table: TableAudit
  readonly x: number
  readonly y: number
}

/** The tables with their references, each coloured by what became of its columns; a table stands to the right of those it refers to. */
export function diagramSection({ tables }: AuditRecord): Html | null {
  if (tables.length < 2) return null
  const isLinked = tables.length <= linkedTables && tables.some(({ refersTo = [] }) => refersTo.length > 0)
  const boxes = isLinked ? placeByLayer(tables) : placeAsTiles(tables)
  const width = Math.max(...boxes.map(({ x }) => x)) + boxWidth + 1
  const height = Math.max(...boxes.map(({ y }) => y)) + boxHeight + 1
  const masked = tables.filter(({ columns }) => columns.some((column) => column.masked !== null)).length
  const spoken = `Diagram of ${counted(tables.length, 'table')}, ${masked} of them with masked columns; the list below says the same in words`
  return html`<section aria-labelledby="schema">
<h2 id="schema">Schema</h2>
<p class="legend"><span><i class="masked"></i> masked columns</span> <span><i class="null"></i> kept for a reason</span> <span><i class="kept"></i> kept</span></p>${isLinked ? html`\n<p class="lead">A line leads from a table to one that it refers to, on its left.</p>` : null}
<details class="drawn"${tables.length <= linkedTables ? { html: ' open' } : null}><summary>${counted(tables.length, 'table')}</summary>
<div class="scroll" role="region" tabindex="0" aria-label="Diagram of the schema"><svg class="diagram" role="img" aria-label="${spoken}" width="${width}" height="${height}" viewBox="-1 -1 ${width + 1} ${height + 1}">
${isLinked ? linesOf(boxes) : null}${boxes.map(boxOf)}</svg></div></details>
</section>`
}

function placeByLayer(tables: readonly TableAudit[]): Box[] {
  return layers(tables).flatMap((layer, column) =>
    layer.map((table, row) => ({ table, x: column * (boxWidth + columnGap), y: row * (boxHeight + rowGap) })),
  )
}

function placeAsTiles(tables: readonly TableAudit[]): Box[] {
  return tables.map((table, at) => ({
    table,
    x: (at % tilesAcross) * (boxWidth + rowGap),
    y: Math.floor(at / tilesAcross) * (boxHeight + rowGap),
  }))
}

function linesOf(boxes: readonly Box[]): Html[] {
  const byName = new Map(boxes.map((box) => [box.table.table, box]))
  return boxes.flatMap(({ table, x, y }) =>
    (table.refersTo ?? []).flatMap((name) => {
      const to = byName.get(name)
      if (!to || to.table === table) return []
      const [fromY, toX, toY] = [y + boxHeight / 2, to.x + boxWidth, to.y + boxHeight / 2]
      const bend = Math.max(30, Math.abs(x - toX) / 2)
      return [
        html`<path class="line" d="M${x} ${fromY}C${x - bend} ${fromY} ${toX + bend} ${toY} ${toX} ${toY}"/>
`,
      ]
    }),
  )
}

function boxOf({ table, x, y }: Box): Html {
  const { table: name, columns, rows } = table
  const masked = columns.filter((column) => column.masked !== null).length
  const reasoned = columns.filter(({ reason, masked: cells }) => cells === null && reason !== null).length
  const told =
    rows === 'skipped'
      ? 'made without its rows'
      : `${masked} of ${counted(columns.length, 'column')} masked, ${reasoned} kept for a reason`
  const part = (some: number) => ((some / Math.max(1, columns.length)) * (boxWidth - 20)).toFixed(1)
  const bar = (kind: string, at: string | number, width: string | number) =>
    html`<rect class="${kind}" x="${x + 10}" y="${y + 25}" width="${width}" height="6"${at === 0 ? null : html` transform="translate(${at} 0)"`}/>`
  return html`<g><title>${name}: ${told}</title><rect class="${rows === 'skipped' ? 'box empty' : 'box'}" x="${x}" y="${y}" width="${boxWidth}" height="${boxHeight}" rx="6"/><text x="${x + 10}" y="${y + 17}">${shortened(name)}</text>${rows === 'skipped' ? null : [bar('rest', 0, boxWidth - 20), bar('masked', 0, part(masked)), bar('null', part(masked), part(reasoned))]}</g>
`
}

// Names of one schema begin alike: the end tells them apart.
function shortened(name: string): string {
  return name.length > longestName ? `${name.slice(0, 7)}…${name.slice(8 - longestName)}` : name
}
