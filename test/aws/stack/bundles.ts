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
  const folder = join(cache, digestOfSources())
  if (!existsSync(folder)) {
    mkdirSync(cache, { recursive: true })
    for (const name of readdirSync(cache)) forgetOld(join(cache, name))
    // Another test file may be at it too; the one that is ready first has made it for both.
    const own = mkdtempSync(`${folder}.`)
    bundle(own)
    if (existsSync(folder)) rmSync(own, { recursive: true })
    else renameSync(own, folder)
  }
  const [template] = readdirSync(folder).filter((name) => name.endsWith('.template.json'))
  const { Resources } = JSON.parse(readFileSync(join(folder, template!), 'utf8')) as {
    Resources: Record<string, Resource>
  }
  return new Map(
    Object.entries(Resources).flatMap(([id, { Properties }]) => {
      const [, name] = /^MaskingFunctions(\w+)[0-9A-F]{8}$/.exec(id) ?? []
      const [, hash] = /^([0-9a-f]{64})\.zip$/.exec(Properties?.Code?.S3Key ?? '') ?? []
      return name && hash ? [[name, join(folder, `asset.${hash}`)] as const] : []
    }),
  )
}

interface Resource {
  readonly Properties?: { readonly Code?: { readonly S3Key?: string } }
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
  const project = readProject(context.config, false)
  const { account, region, stack } = project.deploy
  new NightmaskStack(app, stack, { env: { account, region }, project, sandbox: false })
  app.synth()
}

function forgetOld(folder: string): void {
  if (Date.now() - statSync(folder).mtimeMs > 3_600_000) rmSync(folder, { recursive: true, force: true })
}

function digestOfSources(): string {
  const paths = ['shared', 'functions', 'infra', 'examples/shop', 'package-lock.json', 'cdk.json']
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...paths], {
    encoding: 'utf8',
  })
  const hash = createHash('sha256')
  for (const file of files.trim().split('\n')) if (existsSync(file)) hash.update(`${file}\0`).update(readFileSync(file))
  return hash.digest('hex').slice(0, 16)
}
