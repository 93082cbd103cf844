import { readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join } from 'node:path'
import { buildSync } from 'esbuild'
import { expect, it } from 'vitest'
import { awsParts, withAwsSdk } from '../../shared/adapters/aws-sdk.ts'

const { dependencies, devDependencies, peerDependencies, peerDependenciesMeta, files } = JSON.parse(
  readFileSync('package.json', 'utf8'),
)
const commandLine = ['cli/main.ts', 'cli/worker.ts']
const construct = 'infra/index.ts'
const { inputs } = buildSync({
  ...{ entryPoints: [...commandLine, construct], bundle: true, packages: 'external', platform: 'node' },
  ...{ format: 'esm', outdir: 'none', write: false, metafile: true, logLevel: 'error' },
}).metafile
/** What is loaded for a part of the AWS SDK, where. */
const lazily = Object.keys(inputs).flatMap((file) => {
  const calls = readFileSync(file, 'utf8').matchAll(/withAwsSdk\(\s*'(\w+)',\s*\(\) => import\('([^']+)'\)/g)
  return [...calls].map(([, part = '', target = '']) => {
    return { part, file, path: target.startsWith('.') ? join(dirname(file), target) : target }
  })
})

it('the command line needs its dependencies and nothing else: no CDK, and the AWS SDK only where it says so', () => {
  const packages = reached(commandLine, 'without the SDK')
  expect(packages).toEqual(Object.keys(dependencies).toSorted())
  expect(packages.filter((name) => /^(@aws-|aws-cdk|cdk-|constructs)/.test(name))).toEqual([])
})

it('all else that it or the construct imports is an optional peer, which the checkout has', () => {
  const optional = Object.keys(peerDependenciesMeta).filter((name) => peerDependenciesMeta[name].optional)
  expect(optional).toEqual(Object.keys(peerDependencies))
  expect(reached([...commandLine, construct], 'ever')).toEqual([...Object.keys(dependencies), ...optional].toSorted())
  for (const name of optional) expect(devDependencies[name]).toBe(peerDependencies[name])
})

it.each(Object.entries(awsParts))('%s names what has to be installed for it', async (part, { packages }) => {
  const modules = lazily.filter((one) => one.part === part).map(({ path }) => path)
  const needed = modules.flatMap((path) => (path in inputs ? reached([path], 'ever') : [path]))
  expect([...new Set(needed)].filter((name) => name.startsWith('@aws-sdk/')).toSorted()).toEqual(packages)
  const missing = Object.assign(new Error(`Cannot find package '${packages[0]}'`), { code: 'ERR_MODULE_NOT_FOUND' })
  const told = withAwsSdk(part as keyof typeof awsParts, () => Promise.reject(missing))
  await expect(told).rejects.toThrow(`is not installed: npm install ${packages.join(' ')} `)
})

it('the package holds the documents that its messages name', () => {
  expect(files).toContain('docs')
})

/** Packages that these files reach, types left out. */
function reached(from: readonly string[], when: 'without the SDK' | 'ever'): string[] {
  const seen = new Set(from)
  const packages = new Set<string>()
  for (const file of seen)
    for (const { path, external } of inputs[file]!.imports)
      if (when === 'without the SDK' && lazily.some((one) => one.file === file && one.path === path)) continue
      else if (!external) seen.add(path)
      else if (!isBuiltin(path)) packages.add(/^(@[^/]+\/)?[^/]+/.exec(path)![0])
  return [...packages].toSorted()
}
