// Hashes the lists of names and words by which strangers are known: npm run stranger-names
import { writeFileSync } from 'node:fs'
import { packHashes } from '../shared/masking/strangers/packed-hashes.ts'
import { hashWidespread } from '../shared/masking/strangers/stranger-names.ts'

/** The TypeScript module that holds the hashes. */
export async function widespreadModule(): Promise<string> {
  const { first, last, common } = await hashWidespread()
  const lines = Object.entries({ first, last, common }).map(
    ([name, hashes]) => `  ${name}:\n    '${packHashes(hashes)}',\n`,
  )
  return `/** Names of the widespread locales and English words (stranger-names.ts), packed. Made by \`npm run stranger-names\`. */\nexport const widespreadHashes = {\n${lines.join('')}} as const\n`
}

if (process.argv[1]?.endsWith('stranger-names.ts'))
  writeFileSync('shared/masking/strangers/widespread-hashes.ts', await widespreadModule())
