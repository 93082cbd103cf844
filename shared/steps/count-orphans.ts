import type { Plan } from '../policy/plan.ts'
import type { OrphanQuestion, Ports } from '../ports.ts'

type OrphanPorts = Pick<Ports, 'shadow' | 'chunks'>

/** Rows of shadow tables whose foreign key finds no referenced row, for each key: in all rows, or only in those that can be some. */
export async function countOrphans(
  plan: Plan,
  questions: readonly OrphanQuestion[],
  ports: OrphanPorts,
): Promise<number[]> {
  const whole = questions.filter(({ among }) => among === undefined)
  const counts = await ports.shadow.countAllOrphans(plan, whole)
  const known = new Map(whole.map((question, at) => [question, counts[at]!]))
  const found: number[] = []
  for (const question of questions) found.push(known.get(question) ?? (await countAmong(plan, question, ports)))
  return found
}

async function countAmong(plan: Plan, { table, key, among = [] }: OrphanQuestion, { shadow, chunks }: OrphanPorts) {
  let orphans = 0
  for (const { chunk, only } of among)
    orphans +=
      only === 'all'
        ? await shadow.countOrphans(plan, table, key, chunk)
        : await shadow.countOrphansOf(plan, table, key, await firstCells(chunks.read(plan.runId, [chunk])))
  return orphans
}

const [tab, newline] = [0x09, 0x0a]

/** The first cell of each row of LOAD DATA text. */
async function firstCells(text: AsyncIterable<Uint8Array>): Promise<string[]> {
  const cells: string[] = []
  let cell = ''
  let isFirst = true
  for await (const piece of text)
    for (const byte of piece) {
      if (byte === newline) {
        cells.push(cell)
        cell = ''
        isFirst = true
      } else if (byte === tab) isFirst = false
      else if (isFirst) cell += String.fromCharCode(byte)
    }
  return cells
}
