import { cleanCases } from './cases/clean.ts'
import { definitionCases } from './cases/definitions.ts'
import { leakCases } from './cases/leaks.ts'
import { nightCases } from './cases/nights.ts'
import { vocabularyCases } from './cases/vocabularies.ts'
import { wayCases } from './cases/ways.ts'
import { runCase } from './run-case.ts'

/** Every case: what is clean and tricky, and what is a leak. */
export const allCases = [
  ...cleanCases,
  ...vocabularyCases,
  ...definitionCases,
  ...nightCases,
  ...leakCases,
  ...wayCases,
]

const urls = [process.env.NIGHTMASK_TEST_MARIADB_URL, process.env.NIGHTMASK_TEST_MYSQL_URL].filter(
  (url) => url !== undefined,
)

/** `npm run coincidences [WORDS]`: every case whose title holds the words, on each server at hand; exit 1 when one ends otherwise. */
async function main(words: string): Promise<void> {
  if (urls.length === 0) throw new Error('Name a server: NIGHTMASK_TEST_MARIADB_URL, NIGHTMASK_TEST_MYSQL_URL.')
  let failed = 0
  for (const url of urls)
    for (const [n, lived] of allCases.entries()) {
      if (!lived.title.includes(words)) continue
      const wrong = await runCase(url, `coincidence_${n}`, lived).catch(
        (error: Error) => `${error.message}\n${error.stack}`,
      )
      if (wrong) failed++
      process.stdout.write(
        `${wrong ? '✗' : '✓'} ${lived.by} ${lived.ends}: ${lived.title}${wrong ? `\n    ${wrong}` : ''}\n`,
      )
    }
  process.stdout.write(`${failed} of ${allCases.length * urls.length} ended otherwise\n`)
  process.exit(failed > 0 ? 1 : 0)
}

if (import.meta.main) await main(process.argv.slice(2).join(' '))
