import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, buildSync } from 'esbuild'

/** Where the task begins, in its asset. */
export const taskEntry = 'cli/run/task.js'

/** Bundles the task and its worker into a folder, with the files that are deployed with it. Both run on the image's own Node. */
export function bundleTask(folder: string, besides: Readonly<Record<string, string>>): void {
  const bundle = (from: string, to: string) =>
    buildSync({ ...options, entryPoints: [fromHere(`../../${from}`)], outfile: join(folder, to) })
  bundle('cli/task/main.ts', taskEntry)
  // Beside the folder of what starts it, as in the sources.
  bundle('cli/worker.ts', 'cli/worker.js')
  const { version } = JSON.parse(readFileSync(fromHere('../../package.json'), 'utf8')) as { version: string }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', version }))
  for (const [name, path] of Object.entries(besides)) copyFileSync(path, join(folder, name))
}

const options: BuildOptions = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  minify: true,
  // Errors are told by their class.
  keepNames: true,
  logLevel: 'error',
  mainFields: ['module', 'main'],
  // Packages in CommonJS ask for built-in modules by require, which a module has not by itself.
  banner: {
    js: "import { createRequire as nodeRequire } from 'node:module'; const require = nodeRequire(import.meta.url);",
  },
}

function fromHere(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url))
}
