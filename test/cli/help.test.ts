import { execFileSync } from 'node:child_process'
import type { Command } from 'commander'
import { expect, it } from 'vitest'
import { completionScript } from '../../cli/completion.ts'
import { plainLook } from '../../cli/display/look.ts'
import { examples } from '../../cli/examples.ts'
import { createProgram } from '../../cli/program.ts'
import { silentProgress } from '../../cli/progress.ts'
import { section } from '../../cli/summary/sections.ts'

const session = { progress: silentProgress, signal: new AbortController().signal }
const program = createProgram(session, () => undefined)
const leaves = (command: Command, path = ''): [string, Command][] =>
  command.commands.length === 0
    ? [[path, command]]
    : command.commands.flatMap((below) => leaves(below, `${path} ${below.name()}`.trim()))

it('has examples for each command, and all their flags are known', () => {
  const commands = new Map(leaves(program))
  expect(Object.keys(examples).toSorted()).toEqual(
    [...commands.keys()].filter((path) => path !== 'completion').toSorted(),
  )
  for (const [path, lines] of Object.entries(examples))
    for (const line of lines) {
      expect(line.startsWith(path)).toBe(true)
      for (const [flag] of line.matchAll(/--[a-z-]+/g))
        expect(
          commands.get(path)!.options.map(({ long }) => long),
          line,
        ).toContain(flag)
    }
})

it('completes commands and flags in bash', () => {
  const complete = (...words: string[]) => {
    const line = words.map((word) => `'${word}'`).join(' ')
    const script = `${completionScript(program, 'bash')}\nCOMP_WORDS=(${line}); COMP_CWORD=${words.length - 1}; _nightmask; echo "\${COMPREPLY[@]}"`
    return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trim()
  }
  expect(complete('nightmask', 'ro')).toBe('rollback')
  expect(complete('nightmask', 'audit', '')).toBe('list show verify prove open --help')
  expect(complete('nightmask', 'datasets', 'd')).toBe('drop')
  expect(complete('nightmask', 'run', '--dataset', 'x', '--al')).toBe('--allow-empty')
})

it('ends a list after a screen with what is left', () => {
  const lines = Array.from({ length: 300 }, (_, at) => `table ${at}`)
  const shown = section('Tables', 'all', lines, plainLook(80, 20))
  expect([shown.length, shown.at(-1)]).toEqual([23, '  and 280 more lines; --verbose shows all'])
  expect(section('Tables', 'all', lines.slice(0, 21), plainLook(80, 20))).toHaveLength(23)
  expect(section('Tables', 'all', lines, plainLook(80))).toHaveLength(302)
})
