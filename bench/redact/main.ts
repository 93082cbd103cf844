// What redact finds in texts, how right it is, and how fast: npm run bench:redact -- [--texts 24000] [--people 50000]
// People of a database by names of faker's locales, texts in eight languages of templates that the rules were not tuned on. No server is needed.

import { appendFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { batchOf } from '../../shared/masking/rows/lone-rows.ts'
import { loadLocales } from '../../shared/policy/locales.ts'
import { describeColumn } from '../../shared/schema/describe-column.ts'
import { LeakScanner } from '../../shared/verification/leak-scanner.ts'
import { OriginalsCensus } from '../../shared/verification/originals-census.ts'
import { OriginalsIndex } from '../../shared/verification/originals-index.ts'
import { chanceOf, makePeople, makeSamples } from './corpus.ts'
import { languages } from './languages.ts'
import { type Figures, measureSamples, openPeople } from './measure.ts'
import { measuringTemplates } from './measuring-templates.ts'
import { tuningTemplates } from './tuning-templates.ts'

const { values } = parseArgs({
  options: {
    texts: { type: 'string', default: '24000' },
    people: { type: 'string', default: '50000' },
    tuning: { type: 'boolean', default: false },
  },
})
await loadLocales(languages)
const chance = chanceOf(20261129)
const people = makePeople(Number(values.people), chance)
const opened = await openPeople(people)
const samples = makeSamples(Number(values.texts), people, values.tuning ? tuningTemplates : measuringTemplates, chance)
const figures = measureSamples(samples, people, opened)
const report = {
  date: new Date().toISOString(),
  command: `npm run bench:redact -- --texts ${values.texts} --people ${values.people}${values.tuning ? ' --tuning' : ''}`,
  node: process.version,
  languages: languages.length,
  ...told(figures),
  ...speeds(),
}
console.log(JSON.stringify(report, null, 2))
if (!values.tuning) appendFileSync('bench/results/redact.jsonl', `${JSON.stringify(report)}\n`)

function told({ texts, people: known, pseudonyms, strangers, others, bySlot }: Figures) {
  const share = (part: number, whole: number) => Number((part / whole).toFixed(4))
  return {
    texts,
    peopleRecall: share(known.found, known.named),
    peoplePrecision: share(known.right, known.claimed),
    pseudonyms: pseudonyms.compared,
    pseudonymsOfAnotherRow: pseudonyms.compared - pseudonyms.ofRow,
    strangersRecall: share(strangers.found, strangers.named),
    strangersPrecision: share(strangers.right, strangers.claimed),
    othersRecall: share(others.found, others.named),
    recallBySlot: Object.fromEntries(
      Object.entries(bySlot).map(([slot, [found, named]]) => [slot, share(found, named)]),
    ),
  }
}

/** Megabytes of text in a second, of redact and of the leak scan, one after the other over the same texts. */
function speeds() {
  const rows = samples.map(({ text }, at) => [String(at), text])
  const megabytes = rows.reduce((sum, [, text]) => sum + Buffer.byteLength(text!), 0) / 1e6
  const masker = opened.masker('notes')
  const census = new OriginalsCensus()
  census.add(opened.originals)
  const index = new OriginalsIndex(census, [], opened.key)
  index.add(opened.originals)
  const body = { column: describeColumn('body', 'text', 2), masked: true, searched: true }
  const id = { column: describeColumn('id', 'int', 1), masked: false, searched: false }
  const scanner = new LeakScanner('notes', [id, body], index.shared, opened.key)
  const batch = batchOf(rows)
  const unnamed = samples.filter(({ truths }) => !truths.some(({ slot }) => slot === 'lower'))
  const quiet = unnamed.map(({ text }) => text.replaceAll(/\p{Lu}[\p{L}'’-]*|\S*[\d@]\S*/gu, 'the'))
  const quietBatch = batchOf(quiet.map((text, at) => [String(at), text]))
  const quietMegabytes = quiet.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6
  const best = (work: () => void, size = megabytes) => {
    let least = Number.POSITIVE_INFINITY
    for (let round = 0; round < 5; round++) {
      const begun = performance.now()
      work()
      least = Math.min(least, performance.now() - begun)
    }
    return Number(((size / least) * 1000).toFixed(1))
  }
  return {
    // Of texts in which somebody is named every forty characters, and of the same ones without anybody.
    redactMegabytesPerSecond: best(() => masker.mask(batch)),
    scanMegabytesPerSecond: best(() => scanner.scan(batch)),
    redactQuietMegabytesPerSecond: best(() => masker.mask(quietBatch), quietMegabytes),
    scanQuietMegabytesPerSecond: best(() => scanner.scan(quietBatch), quietMegabytes),
  }
}
