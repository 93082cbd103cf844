import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { App } from 'aws-cdk-lib'
import { NightmaskStack } from '../../../infra/nightmask-stack.ts'
import { readProject } from '../../../infra/read-project.ts'

const cache = 'node_modules/.cache/nightmask-bundles'

/** The folder of each function's asset as CDK bundles it for Lambda, by the function's name. Made once for each state of the sources. */
export function bundles(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(resources()).flatMap(([id, { Properties }]) => {
      const [, name] = /^MaskingFunctions(\w+)[0-9A-F]{8}$/.exec(id) ?? []
      const asset = assetOf(Properties?.Code?.S3Key)
      return name && asset ? [[name, asset] as const] : []
    }),
  )
}

/** The folder of the task's asset. */
export function taskBundle(): string {
  const projects = Object.values(resources()).filter(({ Type }) => Type === 'AWS::CodeBuild::Project')
  return assetOf(projects[0]?.Properties?.Source?.Location)!
}

function resources(): Record<string, Resource> {
  const folder = bundled()
  const [template] = readdirSync(folder).filter((name) => name.endsWith('.template.json'))
  return (JSON.parse(readFileSync(join(folder, template!), 'utf8')) as { Resources: Record<string, Resource> })
    .Resources
}

function assetOf(key = ''): string | null {
  const [, hash] = /([0-9a-f]{64})\.zip$/.exec(key) ?? []
  return hash ? join(bundled(), `asset.${hash}`) : null
}

function bundled(): string {
  const folder = join(cache, digestOfSources())
  if (existsSync(folder)) return folder
  mkdirSync(cache, { recursive: true })
  for (const name of readdirSync(cache)) forgetOld(join(cache, name))
  // Another test file may be at it too; the one that is ready first has made it for both.
  const own = mkdtempSync(`${folder}.`)
  bundle(own)
  if (existsSync(folder)) rmSync(own, { recursive: true })
  else renameSync(own, folder)
  return folder
}

interface Resource {
  readonly Type: string
  readonly Properties?: {
    readonly Code?: { readonly S3Key?: string }
    readonly Source?: { readonly Location?: string }
  }
}

function bundle(outdir: string): void {
  const path = process.env.PATH
  process.env.PATH = `${shortCut(`${outdir}.bin`)}${delimiter}${path}`
  try {
    synthesiseInto(outdir)
  } finally {
    process.env.PATH = path
    rmSync(`${outdir}.bin`, { recursive: true })
  }
}

// CDK calls `npx --no-install esbuild` for each function, and npx takes as long to find it as esbuild to work.
function shortCut(folder: string): string {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'npx'), `#!/bin/sh\nshift\nexec '${resolve('node_modules/.bin')}'/"$@"\n`, { mode: 0o755 })
  return resolve(folder)
}

function synthesiseInto(outdir: string): void {
  const { context } = JSON.parse(readFileSync('cdk.json', 'utf8'))
  const app = new App({ outdir, context, builtinCloudFormationValidation: false })
  const read = readProject(context.config, false)
  // With everything that a stack may have.
  const project = { ...read, deploy: { ...read.deploy, engine: 'task' as const } }
  const { account, region, stack } = project.deploy
  new NightmaskStack(app, stack, { env: { account, region }, project, sandbox: false })
  app.synth()
}

function forgetOld(folder: string): void {
  if (Date.now() - statSync(folder).mtimeMs > 3_600_000) rmSync(folder, { recursive: true, force: true })
}

function digestOfSources(): string {
  const paths = ['shared', 'functions', 'cli', 'infra', 'examples/shop', 'package-lock.json', 'cdk.json']
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...paths], {
    encoding: 'utf8',
  })
  const hash = createHash('sha256')
  for (const file of files.trim().split('\n')) if (existsSync(file)) hash.update(`${file}\0`).update(readFileSync(file))
  return hash.digest('hex').slice(0, 16)
}
