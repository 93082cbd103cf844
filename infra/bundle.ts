import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BuildOptions } from 'esbuild'
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
  build({ entryPoints: [fromHere('../cli/task/main.ts')], outfile: join(folder, taskEntry) })
  // Beside the folder of what starts it, as in the sources.
  build({ entryPoints: [fromHere('../cli/worker.ts')], outfile: join(folder, 'cli/worker.js') })
  const { version } = require('nightmask/package.json')
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', version }))
}

function build(own: BuildOptions): void {
  const { buildSync }: typeof import('esbuild') = require('esbuild')
  buildSync({
    ...own,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    minify: true,
    // Names of classes are the names of errors, and a workflow decides by them.
    keepNames: true,
    mainFields: ['module', 'main'],
    // Packages in CommonJS ask for Node's own modules when they run.
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
    },
    logLevel: 'error',
  })
}

function fromHere(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url))
}

// `node infra/bundle.ts FOLDER`: both, for the package.
if (process.argv[1] === fileURLToPath(import.meta.url) && process.argv[2])
  for (const name of ['functions', 'task'] as const) bundle(name, resolve(process.argv[2], name))
