import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type TransferTask, TransferWork } from '../../../cli/run/transfer-work.ts'
import type { Plan } from '../../../shared/policy/plan.ts'

describe('the work of a transfer', () => {
  it('reads, loads and indexes everything once and in order, and loads a table twice at a time only for want of other work', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(
        sizes,
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 4 }),
        fc.infiniteStream(fc.nat()),
        run,
      ),
    )
  })

  it('begins with the table whose indexes take longest, and loads before it reads on', () => {
    const work = new TransferWork(planOf([1, 2]), false)
    const first = work.take(true)!
    expect(told(first)).toBe('read t1 0')
    work.finish(first)
    expect(told(work.take(true))).toBe('load t1 0')
    expect(told(work.take(true))).toBe('read t1 1')
    expect(told(work.take(true))).toBe('read t0 0')
    expect(work.take(true)).toBeNull()
  })

  it('reads and loads a pack at once, and each table of it whose keys follow gets them after it', () => {
    const plan = planOf([1, 1, 1])
    const work = new TransferWork({ ...plan, chunks: plan.chunks.map((chunk) => ({ ...chunk, pack: 0 })) }, false)
    const all: string[] = []
    for (let task = work.take(true); task; task = work.take(true)) {
      all.push(told(task))
      work.finish(task)
    }
    expect(all.slice(0, 2)).toEqual(['read t0 0, t1 0, t2 0', 'load t0 0, t1 0, t2 0'])
    expect(all.slice(2)).toEqual(['indexes t0', 'indexes t1', 'indexes t2'])
    expect(work.isDone).toBe(true)
  })

  it('reads tables whose masks ask for real values only when what was surveyed is at hand', () => {
    const plan = planOf([1, 1])
    const columns = [{ column: 'name', rule: { mask: 'full_name', options: {} }, domain: 'names', inheritedFrom: null }]
    const tables = plan.tables.map((table) => (table.table === 't1' ? { ...table, columns } : table))
    const work = new TransferWork({ ...plan, tables: tables as never }, false)
    expect(told(work.take(true, false, false))).toBe('read t0 0')
    expect(work.take(true, false, false)).toBeNull()
    expect(told(work.take(true, false, true))).toBe('read t1 0')
  })

  it('of a run that is resumed only loads', () => {
    const work = new TransferWork(planOf([2]), true)
    expect(work.isRead).toBe(true)
    expect([told(work.take(true)), told(work.take(true)), work.take(true)]).toEqual(['load t0 0', 'load t0 1', null])
  })
})

/** `readers` of `streams` streams may read; tasks end in any order. */
function run(sizes: readonly number[], streams: number, readers: number, order: IterableIterator<number>): void {
  const work = new TransferWork(planOf(sizes), false)
  const busy = new Map<number, TransferTask>()
  const done: string[] = []
  let unread = sizes.reduce((sum, size) => sum + size, 0)
  while (!work.isDone) {
    for (let stream = 0; stream < streams; stream++) {
      if (busy.has(stream)) continue
      const mayRead = stream < readers
      const task = work.take(mayRead)
      if (!task) continue
      const loading = [...busy.values()].filter(({ kind }) => kind === 'load').map((other) => tableOf(other))
      if (task.kind === 'load' && mayRead && loading.includes(tableOf(task))) expect(unread).toBe(0)
      if (task.kind === 'read') unread--
      busy.set(stream, task)
    }
    const ended = [...busy.keys()][order.next().value! % busy.size]!
    work.finish(busy.get(ended)!)
    done.push(told(busy.get(ended)!))
    busy.delete(ended)
  }
  expect(busy.size).toBe(0)
  expect(new Set(done).size).toBe(done.length)
  for (const [table, chunks] of sizes.entries()) {
    const indexes = done.indexOf(`indexes t${table}`)
    expect(indexes >= 0).toBe(chunks > 0)
    for (let n = 0; n < chunks; n++) {
      const load = done.indexOf(`load t${table} ${n}`)
      expect(load).toBeGreaterThan(done.indexOf(`read t${table} ${n}`))
      expect(load).toBeLessThan(indexes)
    }
  }
}

function tableOf(task: TransferTask): string {
  return task.kind === 'indexes' ? task.table : task.chunks[0].table
}

function told(task: TransferTask | null): string {
  if (!task) return ''
  if (task.kind === 'indexes') return `indexes ${task.table}`
  return `${task.kind} ${task.chunks.map(({ table, n }) => `${table} ${n}`).join(', ')}`
}

/** Tables t0, t1 and so on with so many chunks; each has one key more than the one before. */
function planOf(sizes: readonly number[]): Pick<Plan, 'chunks' | 'tables' | 'schema'> {
  const names = sizes.map((_, at) => `t${at}`)
  const keys = (at: number) => Array.from({ length: at + 1 }, (_, n) => `,\n  KEY \`k${n}\` (\`id\`)`).join('')
  const tables = names.map((name, at) => ({
    name,
    createSql: `CREATE TABLE \`${name}\` (\n  \`id\` int NOT NULL,\n  PRIMARY KEY (\`id\`)${keys(at)}\n) ENGINE=InnoDB`,
  }))
  return {
    chunks: names.flatMap((table, at) => Array.from({ length: sizes[at]! }, (_, n) => ({ table, n }))),
    tables: names.map((table) => ({ table, columns: [], rowsEstimate: 10, bytesEstimate: 10 })),
    schema: { tables },
  } as unknown as Plan
}
