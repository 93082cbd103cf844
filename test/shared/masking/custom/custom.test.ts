import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { readSources } from '../../../../shared/adapters/custom-transformers/read-sources.ts'
import { useSources, useSourcesNow } from '../../../../shared/adapters/custom-transformers/use-sources.ts'
import { proveExamples } from '../../../../shared/masking/properties/prove-custom.ts'
import { showExamples } from '../../../../shared/masking/show-examples.ts'
import { customOrigins, transformers, useCustom } from '../../../../shared/masking/transformers/index.ts'

const [, plate = ''] = /```ts\n(\/\/ masks\/plate\.ts\n[\s\S]*?)```/.exec(
  readFileSync('docs/custom-transformers.md', 'utf8'),
)!
const folder = mkdtempSync(join(tmpdir(), 'nightmask-custom-'))
mkdirSync(join(folder, 'masks'))

afterEach(() => {
  useCustom([])
  rmSync(join(folder, 'masks'), { recursive: true })
  mkdirSync(join(folder, 'masks'))
})

/** Writes files of masks/, makes them known, and tries their promises. */
async function use(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'masks', name), text)
  await useSources(readSources(['./masks/*.ts'], folder))
  proveExamples('en')
}

describe('a transformer of your own', () => {
  it('of the documentation keeps its promises, and is known with its file and its SHA-256', async () => {
    await use({ 'plate.ts': plate, 'plate.test.ts': 'not a module' })
    const digest = createHash('sha256').update(plate).digest('hex')
    expect(customOrigins()).toEqual([{ name: 'plate', file: 'masks/plate.ts', digest }])
    const [example] = showExamples(transformers.get('plate')!)
    expect(example!.cells.map(({ after }) => after)).toEqual([
      expect.stringMatching(/^XX-[A-Z]{2} \d{4}$/),
      expect.stringMatching(/^XX-[A-Z] \d\d$/),
    ])
  })

  it('takes what it imports with it, and is another one when that changes', async () => {
    const letters = "export const letters: string = 'ABCDEFGHJKLMNPRSTUVWXYZ'\n"
    const split = plate.replace(/const letters = .*/, "import { letters } from '../letters.mts'")
    writeFileSync(join(folder, 'letters.mts'), letters)
    await use({ 'plate.ts': split })
    const [before] = customOrigins()
    expect(before!.digest).toBe(createHash('sha256').update(split).update(letters).digest('hex'))
    writeFileSync(join(folder, 'letters.mts'), letters.replace('ABC', 'CBA'))
    const sources = readSources(['masks/*.ts'], folder)
    // As a construct of the CDK does, which cannot wait.
    useSourcesNow(sources)
    expect(transformers.get('plate')!.compile({ column: {} } as never, {})('A-1', { int: () => 0 } as never)).toBe(
      'C-0',
    )
    expect(customOrigins()[0]!.digest).not.toBe(before!.digest)
  })

  const changed = (from: string | RegExp, to: string) => plate.replace(from, to)
  it.each([
    ['syntax', changed('name:', 'name;:'), /^masks\/plate\.ts: it is no TypeScript that Node can run as it is: .*$/],
    ['enum', `enum A { B }\n${plate}`, /^masks\/plate\.ts: it is no TypeScript .*enum/],
    ['throws', `throw new Error('oh')\n${plate}`, /^masks\/plate\.ts: it cannot be loaded: oh\.$/],
    ['no such export', changed('proveAll,', 'proofs,'), /^masks\/plate\.ts: it cannot be loaded: .*'proofs'\.$/],
    ['no export', 'export const a = 1\n', /^masks\/plate\.ts: it exports no transformer; export one: .*\.$/],
    [
      'incomplete',
      changed(/ {2}draws: true,\n/, ''),
      /^masks\/plate\.ts: the transformer plate is not complete: draws: .*\.$/,
    ],
    [
      'taken',
      changed("name: 'plate'", "name: 'email'"),
      /^masks\/plate\.ts: no transformer can be called email, since it is built in; /,
    ],
    ['package', `import 'zod'\n${plate}`, /^masks\/plate\.ts: it imports zod, which is not deployed with it; /],
    ['missing', `import './gone.ts'\n${plate}`, /^masks\/gone\.ts: it cannot be read \(ENOENT\)\.$/],
    ['itself', `import './plate.ts'\n${plate}`, /^masks\/plate\.ts: it imports itself/],
    ['place', `const here = import.meta.url\n${plate}`, /^masks\/plate\.ts: import\.meta is not there/],
    [
      'chance',
      changed('String(draw.int(10))', 'String(Math.random()).slice(2, 3)'),
      /^transformers: 1 problem — masks\/plate\.ts: plate on its example plate of type varchar\(12\) makes another fake of the same value when it is asked again: take/,
    ],
    [
      'memory',
      changed(
        'return (value, draw) => {',
        'let n = 0\n    return (value, draw) => {\n      if (n++ > 5) return value + n',
      ),
      /plate on its example .* (makes of a value what depends on the values before it|makes values that)/,
    ],
    [
      'identity',
      changed('String(draw.int(10))', 'sign').replace('letters[draw.int(letters.length)]!', 'sign'),
      /plate on its example .* makes the same fakes in every domain/,
    ],
    [
      'some stay',
      changed('return (value, draw) => {', 'return (value, draw) => {\n      if (/1/.test(value)) return value'),
      /plate on its example .* leaves \d+ of \d+ values as they are: /,
    ],
    [
      'length',
      changed('return district +', "return 'longer than the column is' +"),
      /makes values that a varchar\(12\) column does not take, such as one of \d+ characters: keep within/,
    ],
    [
      'collisions',
      changed(", proveUnique(context, 13, 'plate')", ''),
      /gives \d+ of \d+ values a fake that another one has, though prove takes a unique column: /,
    ],
    [
      'throws in the night',
      changed('const district', 'if (value.length > 1) throw new TypeError(value)\n      const district'),
      /^transformers: 1 problem — masks\/plate\.ts: plate failed on a value of people\.value: it threw a TypeError$/,
    ],
    [
      'no text',
      changed('return district +', 'return 1 || '),
      /masks\/plate\.ts: plate makes something other than a text or null for people\.value$/,
    ],
  ])('that is wrong (%s) is told in one sentence with its file', async (_, text, sentence) => {
    const error = await use({ 'plate.ts': text }).catch((told: Error) => told)
    expect(error).toMatchObject({ kind: 'usage' })
    expect((error as Error).message).toMatch(sentence)
    expect((error as Error).message).not.toContain('\n')
  })

  it('is refused where no file is named, and where two have one name', async () => {
    expect(() => readSources(['./nowhere/*.ts'], folder)).toThrow(
      /^transformers: \.\/nowhere\/\*\.ts names no file in /,
    )
    await expect(use({ 'a.ts': plate, 'b.ts': plate })).rejects.toThrow(
      'masks/b.ts: no transformer can be called plate, since masks/a.ts has one of that name; give it another name.',
    )
  })
})
