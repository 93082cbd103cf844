import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'

interface Step {
  readonly run?: string
  readonly env?: Readonly<Record<string, string>>
}

const action = parse(readFileSync('action.yml', 'utf8')) as {
  inputs: Record<string, { default?: string }>
  runs: { steps: Step[] }
}
const script = action.runs.steps.at(-1)!

/** The action's last step, as a runner has it: with its inputs in the environment. */
function act(inputs: Readonly<Record<string, string>>) {
  const env = Object.entries(script.env!).map(([name, from]) => {
    const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(from)![1]!
    return [name, inputs[input] ?? action.inputs[input]!.default ?? '']
  })
  const options = { env: { ...process.env, ...Object.fromEntries(env), GITHUB_ACTION_PATH: resolve('.') } }
  return spawnSync('bash', ['-e', '-o', 'pipefail', '-c', script.run!], { ...options, encoding: 'utf8' })
}

it('gives the command its arguments, output and exit code', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nightmask-action-'))
  const output = join(folder, 'rules.txt')
  const shown = act({ arguments: 'transformers email', output })
  expect([shown.status, shown.stdout, readFileSync(output, 'utf8')]).toEqual([0, '', expect.stringContaining('email')])
  expect(act({ arguments: 'transformers nobody-knows-it' }).status).toBe(2)
})

it('installs the AWS SDK for those who ask for it, and for nobody else', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nightmask-action-'))
  writeFileSync(join(folder, 'npm'), '#!/bin/sh\necho "$@"', { mode: 0o755 })
  const install = action.runs.steps.at(-2)!
  const asked = (aws: string) => {
    const env = {
      ...process.env,
      PATH: `${folder}:${process.env.PATH}`,
      NIGHTMASK_AWS: aws,
      GITHUB_ACTION_PATH: 'here',
    }
    return execFileSync('bash', ['-e', '-c', install.run!], { env, encoding: 'utf8' })
  }
  expect([asked('false'), asked('true')]).toEqual(['ci --omit=dev --omit=peer --prefix here\n', 'ci --prefix here\n'])
})

it('runs nothing that stands in its arguments', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nightmask-action-'))
  const made = join(folder, 'made')
  act({ arguments: `transformers $(touch ${made}) "two words" \`touch ${made}\` ; touch ${made}` })
  symlinkSync('nowhere', join(folder, 'there'))
  expect(execFileSync('ls', [folder], { encoding: 'utf8' })).toBe('there\n')
})

it('reads each of its inputs', () => {
  const read = readFileSync('action.yml', 'utf8')
  for (const input of Object.keys(action.inputs)) expect(read).toContain(`\${{ inputs.${input} }}`)
})
