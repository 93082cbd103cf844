import { rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BuildOptions, Metafile } from 'esbuild'
import { functionFiles } from './function-table.ts'

const require = createRequire(import.meta.url)

/** What runs on AWS: all functions, or the task that is a night in one process. */
export type Bundle = 'functions' | 'task'

/** Where the task begins, in its asset. */
export const taskEntry = 'cli/run/task.js'

/**
 * Makes of the sources what runs on AWS, with all that it imports: for the package, when it is made, and for the checkout. Both have
 * esbuild; an installed package has neither esbuild nor sources.
 */
export function bundle(name: Bundle, folder: string): void {
  if (name === 'functions') bundleFunctions(folder)
  else bundleTask(folder)
}

/**
 * Makes the installed command, `cli/main.js` and `cli/worker.js` in the folder. What the sources load when it is needed is loaded
 * then; optional peers stay out of it.
 */
export function bundleCommand(folder: string): void {
  const { peerDependencies } = require('nightmask/package.json')
  const { outputs } = build({
    entryPoints: { 'cli/main': fromHere('../cli/main.ts'), 'cli/worker': fromHere('../cli/worker.ts') },
    ...{ outdir: folder, ...besideRuns },
    external: Object.keys(peerDependencies),
    // An unexpected error tells its place in the sources.
    ...{ sourcemap: 'external', sourcesContent: false },
  })
  for (const [map, own] of mapsIn(outputs)) if (!own) rmSync(resolve(map))
}

/** Parts stand where the sources of a run stand: from there its worker and the examples are found by the same paths. */
const besideRuns = { splitting: true, chunkNames: 'cli/run/[hash]' } as const

/** `<name>.mjs` of each function, and once for all what several need: a tenth of the size of a bundle for each. */
function bundleFunctions(folder: string): void {
  build({
    entryPoints: functionFiles.map((name) => fromHere(`../functions/${name}.ts`)),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    splitting: true,
    chunkNames: 'shared/[hash]',
  })
}

/** The task and its worker, as modules of the folder. */
function bundleTask(folder: string): void {
  build({
    entryPoints: {
      [taskEntry.replace(/\.js$/, '')]: fromHere('../cli/task/main.ts'),
      'cli/worker': fromHere('../cli/worker.ts'),
    },
    ...{ outdir: folder, ...besideRuns },
  })
  const { version } = require('nightmask/package.json')
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', version }))
}

function build(own: BuildOptions): Metafile {
  const { buildSync }: typeof import('esbuild') = require('esbuild')
  return buildSync({
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // Names stay: those of classes are the names of errors, and a workflow decides by them. Were they shortened and given back (keepNames), each
    // function would get its name anew whenever it is made, also within a row.
    ...{ minifyWhitespace: true, minifySyntax: true },
    mainFields: ['module', 'main'],
    // Packages in CommonJS ask for Node's own modules when they run.
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
    },
    logLevel: 'error',
    metafile: true,
    ...own,
  }).metafile!
}

/** The maps, with whether anything of these sources stands in what they are of. */
function mapsIn(outputs: Metafile['outputs']): [string, boolean][] {
  return Object.entries(outputs)
    .filter(([path]) => path.endsWith('.map'))
    .map(([path]) => {
      const { inputs } = outputs[path.replace(/\.map$/, '')]!
      return [path, Object.keys(inputs).some((input) => !input.includes('node_modules/'))]
    })
}

function fromHere(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url))
}

// `node infra/bundle.ts FOLDER`: all of them, for the package.
if (process.argv[1] === fileURLToPath(import.meta.url) && process.argv[2]) {
  for (const name of ['functions', 'task'] as const) bundle(name, resolve(process.argv[2], 'bundles', name))
  bundleCommand(resolve(process.argv[2]))
}
