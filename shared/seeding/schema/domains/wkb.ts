const types: Readonly<Record<string, number>> = {
  POINT: 1,
  LINESTRING: 2,
  POLYGON: 3,
  MULTIPOINT: 4,
  MULTILINESTRING: 5,
  MULTIPOLYGON: 6,
  GEOMETRYCOLLECTION: 7,
}
/** What the members of a collection are. */
const members: Readonly<Record<string, string>> = {
  MULTIPOINT: 'POINT',
  MULTILINESTRING: 'LINESTRING',
  MULTIPOLYGON: 'POLYGON',
}

/** A shape in the form in which it is loaded: the SRID in four bytes, then little-endian WKB. `wkt` in longitude, latitude. */
export function loadableShape(wkt: string, srid: number): Buffer {
  return Buffer.concat([uint32(srid), shape(wkt.trim())])
}

function shape(wkt: string): Buffer {
  const match = /^([A-Z]+)\s*\(([\s\S]*)\)$/.exec(wkt)
  const name = match?.[1] ?? ''
  const type = types[name]
  if (!match || type === undefined) throw new Error('not a shape in WKT')
  const head = Buffer.concat([Buffer.of(1), uint32(type)])
  const body = match[2]!
  if (name === 'POINT') return Buffer.concat([head, pair(body)])
  if (name === 'LINESTRING') return Buffer.concat([head, counted(parts(body).map(pair))])
  if (name === 'POLYGON')
    return Buffer.concat([head, counted(parts(body).map((ring) => counted(parts(inner(ring)).map(pair))))])
  const member = members[name]
  return Buffer.concat([head, counted(parts(body).map((part) => shape(member ? `${member}${wrapped(part)}` : part)))])
}

/** Cut at the commas that stand in no brackets. */
function parts(text: string): string[] {
  const found: string[] = []
  let depth = 0
  let begin = 0
  for (let at = 0; at <= text.length; at++) {
    if (text[at] === '(') depth++
    if (text[at] === ')') depth--
    if (at < text.length && (text[at] !== ',' || depth > 0)) continue
    found.push(text.slice(begin, at).trim())
    begin = at + 1
  }
  return found
}

function inner(text: string): string {
  return text.replace(/^\(/, '').replace(/\)$/, '')
}

function wrapped(text: string): string {
  return text.startsWith('(') ? text : `(${text})`
}

function pair(text: string): Buffer {
  const [x, y] = text.split(/\s+/).map(Number)
  const bytes = Buffer.alloc(16)
  bytes.writeDoubleLE(x!, 0)
  bytes.writeDoubleLE(y!, 8)
  return bytes
}

function counted(items: readonly Buffer[]): Buffer {
  return Buffer.concat([uint32(items.length), ...items])
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
