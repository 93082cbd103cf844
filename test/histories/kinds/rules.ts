import type { HistoryKind } from '../kind.ts'
import { otherRules } from '../policy.ts'

const family = 'rules'

export const ruleKinds: readonly HistoryKind[] = [
  {
    family,
    name: 'a column is masked otherwise',
    strike: async ({ chance, rules }) => {
      const { table, column, rules: others } = chance.pick(otherRules)
      const columns = rules[table]
      if (typeof columns !== 'object') return 'none'
      columns[column] = chance.pick(others.filter((rule) => rule !== columns[column]))
      return `${table}.${column}: ${columns[column]}`
    },
  },
  {
    family,
    name: 'a table is left empty, or is not any more',
    strike: async ({ rules }) => {
      const isLeftOut = typeof rules.counters === 'string'
      rules.counters = isLeftOut
        ? Object.fromEntries(['name', 'n', 'bits', 'f', 'd', 'y', 'bytes'].map((column) => [column, 'keep']))
        : 'skip_rows'
      return isLeftOut ? 'counters are there' : 'no counters'
    },
  },
  {
    family,
    name: 'comments are kept or dropped',
    strike: async (world) => {
      world.comments = world.comments === 'keep' ? 'drop' : 'keep'
      return world.comments
    },
  },
  {
    family,
    name: 'the key is another',
    strike: async (world) => {
      if (world.chance.happens(0.6)) return 'none'
      world.key = world.key === 'key-1' ? 'key-2' : 'key-1'
      return world.key
    },
  },
  {
    family,
    name: 'staging keeps rows, or does no more',
    strike: async (world) => {
      world.keepsRows = !world.keepsRows
      return String(world.keepsRows)
    },
  },
  {
    family,
    name: 'settings come or go',
    strike: async (world) => {
      world.setsRows = !world.setsRows
      return String(world.setsRows)
    },
  },
  {
    family,
    name: 'edge cases come or go',
    strike: async (world) => {
      world.seedsCases = !world.seedsCases
      return String(world.seedsCases)
    },
  },
]
