import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Chance } from '../chance.ts'
import type { HistoryKind } from '../kind.ts'

const family = 'ledger'

/** What somebody does to a file that an earlier night has left; false where it cannot be done to it. */
type Alteration = (chance: Chance, path: string, others: readonly string[]) => boolean

export const ledgerKinds: readonly HistoryKind[] = [
  alteration('a bit is flipped in', (chance, path) => {
    const bytes = readFileSync(path)
    if (bytes.length === 0) return false
    bytes[chance.below(bytes.length)]! ^= 1 << chance.below(8)
    writeFileSync(path, bytes)
    return true
  }),
  alteration('a digit is another in', (chance, path) => {
    const text = readFileSync(path, 'latin1')
    const digits = [...text.matchAll(/[0-9]/g)]
    if (!path.endsWith('.json') || digits.length === 0) return false
    const { index } = chance.pick(digits)
    const digit = (Number(text[index]) + chance.between(1, 9)) % 10
    writeFileSync(path, `${text.slice(0, index)}${digit}${text.slice(index + 1)}`, 'latin1')
    return true
  }),
  alteration('a member has gone from', (chance, path) => {
    if (!path.endsWith('.json')) return false
    const value = readJson(path)
    const names = Object.keys(value ?? {})
    if (names.length === 0) return false
    delete value[chance.pick(names)]
    writeFileSync(path, `${JSON.stringify(value)}\n`)
    return true
  }),
  alteration('the end is cut off from', (chance, path) => {
    const bytes = readFileSync(path)
    writeFileSync(path, bytes.subarray(0, chance.below(bytes.length + 1)))
    return bytes.length > 0
  }),
  alteration('nothing is left of', (_, path) => {
    rmSync(path)
    return true
  }),
  alteration('that of another night stands for', (chance, path, others) => {
    if (others.length === 0) return false
    copyFileSync(chance.pick(others), path)
    return true
  }),
]

function alteration(name: string, alter: Alteration): HistoryKind {
  return {
    name,
    family,
    strike: async (world) => {
      const { chance, a } = world
      world.altersLedger = true
      const { folder, files } = a.artifacts()
      if (files.length === 0) return 'none'
      const file = chance.pick(files)
      const [run = '', ...rest] = file.split('/')
      const runs = [...new Set(files.map((other) => other.split('/')[0]!))].filter((other) => other !== run)
      const others = runs.map((other) => join(folder, other, ...rest)).filter((path) => existsSync(path))
      return alter(chance, join(folder, file), others) ? rest.join('/') : 'none'
    },
  }
}

function readJson(path: string) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}
