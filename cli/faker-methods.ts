// Writes what faker's own documentation says of each of its methods, for editors, into shared/masking/transformers/faker-methods: npm run faker-methods
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fakerMethodNames } from '../shared/masking/transformers/faker-methods/method-names.ts'

const folder = dirname(fileURLToPath(import.meta.resolve('@faker-js/faker')))
const declarations = readdirSync(folder)
  .filter((file) => file.endsWith('.d.ts'))
  .map((file) => readFileSync(join(folder, file), 'utf8'))
  .join('\n')

/** The first sentence of a method's documentation, of the class that is nearest. */
function sentenceOf(name: string): string {
  const [module = '', method] = name.split('.')
  const ofModule = `${module[0]!.toUpperCase()}${module.slice(1)}Module`
  for (const name of [ofModule, `Simple${ofModule}`]) {
    const body = new RegExp(`declare class ${name}\\b[^]*?\\n}\\n`).exec(declarations)?.[0] ?? ''
    const found = new RegExp(`/\\*\\*((?:(?!\\*/)[^])*)\\*/\\n {2}${method}[(<]`).exec(body)?.[1]
    if (found) return firstSentence(found)
  }
  throw new Error(`faker's documentation has no ${name}`)
}

function firstSentence(comment: string): string {
  const text = comment
    .replaceAll(/\n\s*\*/g, '\n')
    .trim()
    .split(/\n\s*(?:\n|@)/)[0]!
  const plain = text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\{@link ([^}]+)\}/g, '$1')
    .replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1')
  return /^.*?[.!](?=\s|$)/.exec(plain)?.[0] ?? `${plain.replace(/:$/, '')}.`
}

const told = fakerMethodNames().map((name) => ({ name, text: sentenceOf(name) }))

for (const [file, constant, isHere] of [
  ['a-to-g', 'methodsToG', (name: string) => name < 'h'],
  ['h-to-z', 'methodsFromH', (name: string) => name >= 'h'],
] as const) {
  const lines = told
    .filter(({ name }) => isHere(name))
    .map(({ name, text }) => `  ${JSON.stringify(name)}: ${JSON.stringify(text)},`)
  writeFileSync(
    `shared/masking/transformers/faker-methods/${file}.ts`,
    `// Made by \`npm run faker-methods\` from faker's own documentation (MIT).\n\n/** faker's methods by name, modules ${file.replaceAll('-', ' ')}, with a sentence each. */\nexport const ${constant}: Readonly<Record<string, string>> = {\n${lines.join('\n')}\n}\n`,
  )
}
