// Whether transformers that may mask a unique column give two values one fake: npm run bench:injective -- [--values 10000000] [--only digits]
// A transformer that promises it of fewer rows (its tags are shorter) gets as many values as it promises it of. All of the values are real ones, which no fake may be. No server is needed. Exits with 1 when two values share a fake.
// Fakes are kept as digests of 64 bits, and values where fakes must not equal one, 11 bytes each: 10 million of both take 230 MB. From a
// million values on, what it finds is written to bench/results/injective.jsonl, a line for each transformer.

import { appendFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { DigestSet } from '../shared/masking/digests/digest-set.ts'
import { OriginalDigest } from '../shared/masking/digests/original-digest.ts'
import { createPseudonymKey } from '../shared/masking/digests/subkeys.ts'
import { planExample } from '../shared/masking/example-plan.ts'
import { contextOf } from '../shared/masking/rows/column-context.ts'
import { ColumnMasker } from '../shared/masking/rows/column-masker.ts'
import { charsetOf } from '../shared/masking/text/charset.ts'
import type { Example } from '../shared/masking/transformer.ts'
import { transformers } from '../shared/masking/transformers/index.ts'

const { values: flags } = parseArgs({
  options: { values: { type: 'string', default: '10000000' }, only: { type: 'string' } },
})
const most = Number(flags.values)
const fewest = 100
const recordedFrom = 1_000_000
const listedUpTo = 100_000
const key = createPseudonymKey(new Uint8Array(32).fill(7))
const text = charsetOf('utf8mb4')!

/** Where the form of an example does not have room for so many values. */
const wider: Readonly<Record<string, string>> = { network_address: '10.0.0.0', persona: 'quill' }

for (const transformer of transformers.values()) {
  if (!transformer.draws || (flags.only && flags.only !== transformer.name)) continue
  const [promised] = transformer.examples
    .map((example) => ({ example, values: mostPromised(example) }))
    .sort((a, b) => b.values - a.values)
  if (promised && promised.values >= fewest) tell(transformer.name, promised.example, promised.values)
}

/** Of how many values, up to those asked for, the rule is proven on a unique column. */
function mostPromised(example: Example): number {
  const { table, column } = planExample(example, true)
  const { prove } = transformers.get(column.rule.mask)!
  const promises = (values: number) =>
    prove(contextOf({ ...table, rowsEstimate: values / 2 }, column, 'en', null), column.rule.options).ok
  if (promises(most)) return most
  let [proven, refused] = [0, most]
  while (refused - proven > 1) {
    const middle = Math.floor((proven + refused) / 2)
    if (promises(middle)) proven = middle
    else refused = middle
  }
  return proven
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

function tell(name: string, example: Example, count: number): void {
  const begun = cpuSeconds()
  const { table, column: own } = planExample(example, true)
  // What a run records of the values, for the leak check, is another bench's.
  const column = { ...own, rule: { ...own.rule, originals: 'elsewhere' as const } }
  const digest = new OriginalDigest(key)
  const { avoidsOriginals } = transformers.get(column.rule.mask)!
  const [originals, fakes] = [avoidsOriginals ? new DigestSet(count) : null, new DigestSet(count)]
  const nth = numbered(wider[name] ?? example.values[0]!, count)
  for (let n = 0; originals && n < count; n++) {
    const bytes = nth(n)
    if (digest.read(bytes, 0, bytes.length, text)) originals.add(digest.hi, digest.lo)
  }
  const masker = new ColumnMasker(
    { ...table, rowsEstimate: count / 2 },
    column,
    { key, locale: 'en', folds: new Map(), exclusions: originals },
    digest,
  )
  const isDrawnElsewhere = masker.drawnFrom !== null
  const started = performance.now()
  let shared = 0
  for (let n = 0; n < count; n++) {
    const bytes = nth(n)
    masker.run(bytes, 0, bytes.length, isDrawnElsewhere ? Buffer.from(String(n)) : null)
    digest.hash(masker.bytes, 0, masker.length)
    if (!fakes.add(digest.hi, digest.lo)) shared++
    // Fakes that are real values all the same are listed; nobody here reads the list.
    if (n % listedUpTo === 0) masker.originals()
  }
  const seconds = Math.round((performance.now() - started) / 1000)
  const { redrawn, coincided = 0, unchanged = 0 } = masker.receipt()
  console.log(
    `${name}: ${shared} of ${count} values share a fake, ${redrawn} drawn again, ${coincided} real all the same, ${unchanged} unchanged, ${seconds} s`,
  )
  if (shared > 0) process.exitCode = 1
  if (most < recordedFrom) return
  const line = {
    ...{ date: new Date().toISOString(), command: `npm run bench:injective -- --values ${most} --only ${name}` },
    ...{ node: process.version, transformer: name, rule: example.rule, values: count },
    ...{ shared, redrawn, coincided, unchanged },
    ...{
      cpuSeconds: Math.round(cpuSeconds() - begun),
      peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    },
  }
  appendFileSync('bench/results/injective.jsonl', `${JSON.stringify(line)}\n`)
}

/**
 * The example with its digits (or what stands behind its last letter, where it has too few of them) counting up; the nth is another for each
 * n. Its bytes are valid until the next call.
 */
function numbered(form: string, count: number): (n: number) => Buffer {
  if (/^\d+\.\d+\.\d+\.\d+$/.test(form))
    return (n) => Buffer.from(`10.${(n >>> 16) & 255}.${(n >>> 8) & 255}.${n & 255}`)
  const places = [...form.matchAll(/\d/g)].map(({ index }) => index)
  if (10 ** places.length < count) return (n) => Buffer.from(`${form}${n}`)
  const bytes = Buffer.from(form, 'latin1')
  return (n) => {
    for (let at = places.length - 1, left = n; at >= 0; at--, left = Math.floor(left / 10))
      bytes[places[at]!] = 0x30 + (left % 10)
    return bytes
  }
}
