// Whether transformers that may mask a unique column give two values one fake: npm run bench:injective -- [--values 10000000] [--only digits]
// All of the values are real ones, which no fake may be. No server is needed. Exits with 1 when two values share a fake.
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
const count = Number(flags.values)
const recordedFrom = 1_000_000
const listedUpTo = 100_000
const key = createPseudonymKey(new Uint8Array(32).fill(7))
const text = charsetOf('utf8mb4')!

/** Where the form of an example does not have room for so many values. */
const wider: Readonly<Record<string, string>> = { network_address: '10.0.0.0', persona: 'quill' }

for (const transformer of transformers.values()) {
  const promised = transformer.examples.find(promises)
  if (!promised || !transformer.draws || (flags.only && flags.only !== transformer.name)) continue
  tell(transformer.name, promised)
}

/** Whether the rule is proven on a unique column of so many rows. */
function promises(example: Example): boolean {
  const { table, column } = planExample(example, true)
  const { prove } = transformers.get(column.rule.mask)!
  return prove(contextOf({ ...table, rowsEstimate: count / 2 }, column, 'en', null), column.rule.options).ok
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

function tell(name: string, example: Example): void {
  const begun = cpuSeconds()
  const { table, column: own } = planExample(example, true)
  // What a run records of the values, for the leak check, is another bench's.
  const column = { ...own, rule: { ...own.rule, originals: 'elsewhere' as const } }
  const digest = new OriginalDigest(key)
  const { avoidsOriginals } = transformers.get(column.rule.mask)!
  const [originals, fakes] = [avoidsOriginals ? new DigestSet(count) : null, new DigestSet(count)]
  const nth = numbered(wider[name] ?? example.values[0]!)
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
  if (count < recordedFrom) return
  const line = {
    ...{ date: new Date().toISOString(), command: `npm run bench:injective -- --values ${count} --only ${name}` },
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
function numbered(form: string): (n: number) => Buffer {
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
