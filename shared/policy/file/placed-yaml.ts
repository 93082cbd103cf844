import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type Scalar } from 'yaml'
import type { Problem } from './problems.ts'

/** A value of a YAML file with its 1-based line. Keys are text as written, so that a column may be called null or 12. */
export type Placed =
  | { readonly kind: 'map'; readonly line: number; readonly entries: readonly PlacedEntry[] }
  | { readonly kind: 'list'; readonly line: number; readonly items: readonly Placed[] }
  /** `text` is what stands in the file: it tells `null` from nothing. */
  | { readonly kind: 'scalar'; readonly line: number; readonly value: unknown; readonly text: string }

export interface PlacedEntry {
  readonly key: string
  readonly line: number
  readonly value: Placed
}

/** Reads one YAML document; everything wrong with its form is in `problems`. An empty text is an empty map. */
export function readYaml(text: string): { readonly root: Placed; readonly problems: readonly Problem[] } {
  const lines = new LineCounter()
  // Pretty errors quote the file, which may hold passwords.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const lineAt = (offset: number) => lines.linePos(offset).line
  // What follows the first mistake of form is read wrongly, and fifteen more are told that nobody made.
  const [first] = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0])
  const problems = first
    ? [{ line: lineAt(first.pos[0]), text: first.message.charAt(0).toLowerCase() + first.message.slice(1) }]
    : []
  const root = document.contents ? place(document.contents, 1, lineAt, problems) : emptyMap
  return { root, problems }
}

/** The value without its places. Objects have no prototype: `__proto__` and `constructor` are keys like any other. */
export function plainValue(placed: Placed): unknown {
  if (placed.kind === 'scalar') return placed.value
  if (placed.kind === 'list') return placed.items.map(plainValue)
  const object: Record<string, unknown> = Object.create(null)
  for (const { key, value } of placed.entries) object[key] = plainValue(value)
  return object
}

/** Line of the value at a path, or of the nearest value around it. */
export function lineOf(placed: Placed, path: readonly PropertyKey[], line = placed.line): number {
  const [step, ...rest] = path
  if (step === undefined) return line
  if (placed.kind === 'list') return placed.items[Number(step)] ? lineOf(placed.items[Number(step)]!, rest) : line
  const entry = placed.kind === 'map' ? placed.entries.find(({ key }) => key === step) : undefined
  return entry ? lineOf(entry.value, rest, entry.line) : line
}

const emptyMap: Placed = { kind: 'map', line: 1, entries: [] }

function place(
  node: Node | null,
  line: number,
  lineAt: (offset: number) => number,
  problems: { line: number; text: string }[],
): Placed {
  const here = node?.range ? lineAt(node.range[0]) : line
  if (isAlias(node)) problems.push({ line: here, text: 'anchors and aliases (& and *) are not supported' })
  if (isSeq<Node>(node))
    return { kind: 'list', line: here, items: node.items.map((item) => place(item, here, lineAt, problems)) }
  if (isMap<Node, Node | null>(node)) {
    const entries = node.items.map(({ key, value }) => {
      const keyLine = key.range ? lineAt(key.range[0]) : here
      if (!isScalar(key)) problems.push({ line: keyLine, text: 'a key has to be a name' })
      return { key: isScalar(key) ? textOf(key) : '', line: keyLine, value: place(value, keyLine, lineAt, problems) }
    })
    return { kind: 'map', line: here, entries }
  }
  if (isScalar(node) && losesDigits(node))
    problems.push({ line: here, text: 'a number has more digits than YAML keeps; write it in quotes' })
  if (isScalar(node) && typeof node.value === 'number' && !Number.isFinite(node.value))
    problems.push({ line: here, text: 'a number has to be finite; text that looks like one is written in quotes' })
  if (isScalar(node)) return { kind: 'scalar', line: here, value: node.value, text: textOf(node) }
  return { kind: 'scalar', line: here, value: null, text: '' }
}

/** Whether a number that was written without quotes was read as another. */
function losesDigits({ source, value }: Scalar): boolean {
  if (typeof value !== 'number' || source === undefined || !/^[-+]?[\d_.]+$/.test(source)) return false
  const written = bare(source.replaceAll(/[+_]/g, ''))
  return written !== bare(String(value)) && written !== bare(inFull(value))
}

function inFull(value: number): string {
  return Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(30)
}

/** Without zeros that say nothing. */
function bare(text: string): string {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)0*(\d*)\.?(\d*?)0*$/.exec(text) ?? []
  return `${sign}${whole}.${fraction}`
}

function textOf({ source, value }: Scalar): string {
  return source ?? String(value ?? '')
}
