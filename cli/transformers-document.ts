import { writeFileSync } from 'node:fs'
import { showExamples } from '../shared/masking/show-examples.ts'
import { transformers } from '../shared/masking/transformers/index.ts'

/** Where the page is that this makes: `npm run transformers`. */
export const transformersFile = new URL('../docs/transformers.md', import.meta.url)

/** What each transformer makes of invented values, as a page. */
export function transformersDocument(): string {
  const rows = [...transformers.values()].flatMap((transformer) =>
    showExamples(transformer).flatMap(({ rule, type, cells }) =>
      cells.map(({ before, after }) => `| ${[rule, type, before, after ?? 'NULL'].map(code).join(' | ')} |`),
    ),
  )
  return `${head}\n${rows.join('\n')}\n`
}

const head = `# What each transformer makes

Made of the code by \`npm run transformers\`: invented values in a column of the type, under a key that nobody uses. [policy.md](policy.md) says what each is for.

| rule | type | before | after |
| --- | --- | --- | --- |`

function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|').replaceAll('\n', '\\n')}\``
}

if (process.argv[1]?.endsWith('transformers-document.ts')) writeFileSync(transformersFile, transformersDocument())
