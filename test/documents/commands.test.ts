import { existsSync, readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { createProgram } from '../../cli/program.ts'
import { silentProgress } from '../../cli/progress.ts'
import { readOptions } from '../../faults/options.ts'
import { blocks, commandsOf, type Passage, spans } from './read-documents.ts'

const { version, scripts, dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))

/** Where a command of nightmask is run for real, and how it is called there. */
const runBy: Readonly<Record<string, readonly [file: string, call: string]>> = {
  demo: ['test/cli/demo.test.ts', 'await demo('],
  'key new': ['test/e2e/grants.test.ts', "'key', 'new'"],
  'key public': ['test/cli/commands/audit.test.ts', 'runKeyPublic('],
  init: ['test/e2e/init.test.ts', "'init'"],
  'aws init': ['test/cli/commands/aws-init.test.ts', 'runAwsInit('],
  doctor: ['test/cli/doctor.test.ts', 'await doctor('],
  plan: ['test/cli/prepare.test.ts', "'plan'"],
  preview: ['test/cli/prepare.test.ts', 'runPreview('],
  transformers: ['test/around/action.test.ts', "'transformers email'"],
  run: ['test/e2e/refresh.test.ts', "'run'"],
  verify: ['test/e2e/records.test.ts', "'verify'"],
  rollback: ['test/e2e/rollback.test.ts', "'rollback'"],
  'audit list': ['test/cli/prepare.test.ts', "'audit', 'list'"],
  'audit show': ['test/e2e/records.test.ts', "'audit', 'show'"],
  'audit verify': ['test/e2e/records.test.ts', "'audit', 'verify'"],
  'audit prove': ['test/cli/commands/audit-tampered.test.ts', 'runAuditProve('],
  'audit open': ['test/cli/commands/audit.test.ts', 'runAuditOpen('],
  cases: ['test/cli/commands/audit.test.ts', 'listCases('],
  'datasets list': ['test/shared/subset/expiry.test.ts', "'datasets', 'list'"],
  'datasets drop': ['test/shared/subset/expiry.test.ts', "'datasets', 'drop'"],
  generate: ['test/cli/generate.test.ts', 'runGenerate('],
  completion: ['test/cli/help.test.ts', 'completionScript('],
}

/** What is not of this project: where what it does is tried, or the reason why nobody tries it here. */
const others: Readonly<Record<string, string>> = {
  'aws cloudformation': 'test/infra/stack.test.ts',
  'aws kms': 'test/cli/commands/audit-in-kms.test.ts',
  'aws lambda': 'test/aws/night/datasets.ts',
  'aws rds': 'test/infra/stack.test.ts',
  'aws s3': 'test/aws/night/night.test.ts',
  'aws secretsmanager': 'test/aws/night/night.test.ts',
  'aws stepfunctions': 'test/aws/night/night.test.ts',
  alias: 'a shell',
  cat: 'a shell',
  docker: 'test/around/docker.test.ts',
  echo: 'a shell',
  export: 'a shell',
  kubectl: 'no cluster here',
  open: 'a desktop',
  openssl: 'test/documents/signatures.test.ts',
  python3: 'test/documents/signatures.test.ts',
  rm: 'a shell',
  sed: 'a shell',
  sha256sum: 'test/documents/signatures.test.ts',
  tr: 'test/documents/signatures.test.ts',
}

it('every command in a document is one, with flags that it has', async () => {
  const scriptsOf = blocks.filter(({ language }) => language === 'sh').flatMap(commandsOf)
  expect(scriptsOf.length).toBeGreaterThan(60)
  expect(await problemsOf([...scriptsOf, ...elsewhere()])).toEqual([])
  const problems = await problemsOf(spans.filter(isCommand).flatMap(commandsOf))
  // Prose names a command without all that it needs.
  expect(problems.filter((problem) => !problem.includes(' required option '))).toEqual([])
})

it('every command of the README table is one, with flags and arguments that it has', async () => {
  const rows = [...readFileSync('README.md', 'utf8').matchAll(/^\| (`[^|]*(?:\\\|[^|]*)*) +\| /gm)].map(
    ([, row]) => row!,
  )
  const named = rows.flatMap(synopsesOf)
  expect(named.length).toBeGreaterThan(20)
  expect(await problemsOf(named.map((words) => ({ at: 'README.md', words: ['nightmask', ...words] })))).toEqual([])
  const paths = leaves(
    createProgram({ progress: silentProgress, signal: new AbortController().signal }, () => undefined),
  )
  const missing = Object.keys(paths).filter((path) => !named.some((words) => words.join(' ').startsWith(path)))
  expect(missing).toEqual([])
})

it('every command has a test that runs it', () => {
  const program = createProgram({ progress: silentProgress, signal: new AbortController().signal }, () => undefined)
  expect(Object.keys(runBy).toSorted()).toEqual(Object.keys(leaves(program)).toSorted())
  const unrun = Object.entries(runBy).filter(([, [file, call]]) => !readFileSync(file, 'utf8').includes(call))
  expect(unrun).toEqual([])
  for (const [command, by] of Object.entries(others))
    if (by.startsWith('test/')) expect([command, existsSync(by)]).toEqual([command, true])
})

it('is refused with a flag that nobody has', async () => {
  const wrong = [
    'nightmask run --worker 2',
    'npx nightmask plan --schem x',
    'npm run faults -- --kinds x',
    'npm run tset',
  ]
  const problems = await problemsOf(wrong.flatMap((text) => commandsOf({ at: 'here', text })))
  expect(problems).toHaveLength(wrong.length)
})

type Line = ReturnType<typeof commandsOf>[number]

async function problemsOf(lines: readonly Line[]): Promise<string[]> {
  const problems = await Promise.all(
    lines.map(async ({ at, words }) => {
      const problem = await problemOf(words).catch((error: Error) => error.message)
      return problem === null ? [] : [`${at}: ${words.join(' ')}: ${problem}`]
    }),
  )
  return problems.flat()
}

async function problemOf(words: readonly string[]): Promise<string | null> {
  const [first = '', second = '', third = ''] = words
  if (first === 'nightmask') return parsed(words.slice(1))
  if (first === 'npx') return ofNpx(words.slice(1))
  if (first === 'npm') return ofNpm(words.slice(1))
  if (first === 'output')
    return readFileSync('infra/outputs.ts', 'utf8').includes(`${second}: `) ? null : 'no such output'
  if (first === 'node' || first.startsWith('.'))
    return existsSync(first === 'node' ? second : first) ? null : 'no such file'
  return others[first] || (others[`${first} ${second}`] && third) ? null : 'nobody runs it'
}

function ofNpx([first = '', ...rest]: readonly string[]): Promise<string | null> | string | null {
  if (first === 'nightmask') return parsed(rest)
  if (first === 'cdk') return ['bootstrap', 'synth', 'deploy', 'destroy'].includes(rest[0]!) ? null : 'no such command'
  return first === 'vitest' && rest[0] === 'run' && existsSync(rest[1] ?? 'test') ? null : 'nobody runs it'
}

function ofNpm([first = '', ...rest]: readonly string[]): Promise<string | null> | string | null {
  if (first === 'install') return rest.every(isInstallable) ? null : 'names a package that package.json does not'
  if (first !== 'run') return ['ci', 'test', 'pack'].includes(first) ? null : 'nobody runs it'
  const [script = '', dashes, ...args] = rest.filter((word) => word !== '--silent')
  if (!(script in scripts)) return 'no such script'
  if (script === 'nightmask') return dashes === '--' ? parsed(args) : 'it needs --'
  if (script === 'faults') readOptions(args)
  return script === 'faults' || args.every((arg) => isOption(script, arg)) ? null : 'arguments that nobody knows'
}

/** Whether the file that a script runs has an option of that name; values are not looked at. */
function isOption(script: string, arg: string): boolean {
  const [, file] = /^node (\S+)/.exec(scripts[script] ?? '') ?? []
  if (!arg.startsWith('--')) return file !== undefined
  return file !== undefined && new RegExp(`\\b${arg.slice(2)}: \\{ type:`).test(readFileSync(file, 'utf8'))
}

function isInstallable(word: string): boolean {
  // What `npm pack` has made.
  return (
    word === `./nightmask-${version}.tgz` ||
    word.startsWith('-') ||
    word === 'nightmask' ||
    word in dependencies ||
    word in devDependencies
  )
}

/** What the real parser says of it; nothing is run. */
async function parsed(words: readonly string[]): Promise<string | null> {
  // It stands for any of them.
  if (words[0] === 'COMMAND') return null
  const program = createProgram({ progress: silentProgress, signal: new AbortController().signal }, () => undefined)
  for (const command of Object.values(leaves(program)))
    command.action(() => undefined).configureOutput({ writeOut: () => undefined })
  const args = words.map((word) => word.replace(/^\[(.+)\]$/, '$1'))
  try {
    await program.parseAsync(args, { from: 'user' })
    return null
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    return code === 'commander.helpDisplayed' || code === 'commander.version' ? null : message
  }
}

function leaves(command: Command, path = ''): Record<string, Command> {
  if (command.commands.length === 0) return { [path]: command }
  return Object.assign({}, ...command.commands.map((below) => leaves(below, `${path} ${below.name()}`.trim())))
}

/** Only what is typed: an event of AWS has a name that begins so too. */
function isCommand({ text }: Passage): boolean {
  return /^(npx |npm |nightmask )/.test(text) && !/^nightmask [\w-]+ (ended|shared|asks|back)$/.test(text)
}

/** Commands in files that documents show: a unit of systemd, a workflow of GitHub. */
function elsewhere(): Line[] {
  return blocks.flatMap(({ at, language, text }) => {
    if (language === 'ini') return commandsOf({ at, text: /^ExecStart=(.*)$/m.exec(text)![1]! })
    if (!text.includes('your-organisation/nightmask')) return []
    const steps: { uses?: string; with?: Record<string, string> }[] = parse(text).jobs.covered.steps
    const own = steps.find(({ uses }) => uses?.includes('/nightmask@'))!.with!
    expect(Object.keys(parse(readFileSync('action.yml', 'utf8')).inputs)).toEqual(
      expect.arrayContaining(Object.keys(own)),
    )
    return commandsOf({ at, text: `nightmask ${own.arguments}` })
  })
}

/** `audit list`, `show`: two commands; `[--seed N]`: with it; `A | B`: with either. */
function synopsesOf(row: string): string[][] {
  const told = [...row.matchAll(/`([^`]+)`/g)].map(([, text]) =>
    text!.replaceAll(/[[\]…]/g, '').replaceAll(/\bN\b/g, '7'),
  )
  const [first = '', ...rest] = told
  const group = first.split(' ').slice(0, -1)
  return [first, ...rest.map((text) => [...group, text].join(' '))].flatMap((text) => {
    const [head = '', ...alternatives] = text.split(/\s*\\?\|\s*/)
    const stem = head.replace(/ (--\w+ \w+|\w+)$/, '')
    return [head, ...alternatives.map((other) => `${stem} ${other}`)].map((line) => line.split(/\s+/).filter(Boolean))
  })
}
