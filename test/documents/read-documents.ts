import { readdirSync, readFileSync } from 'node:fs'

/** Something that stands in a document. */
export interface Passage {
  /** `docs/audit.md:25`. */
  readonly at: string
  readonly text: string
}

export interface Block extends Passage {
  /** What stands behind the fence, such as `sh`. */
  readonly language: string
}

const files = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md') && name !== 'API.md')
    .map((name) => `docs/${name}`),
]

/** What stands between fences. */
export const blocks: readonly Block[] = files.flatMap((file) => {
  const document = readFileSync(file, 'utf8')
  return [...document.matchAll(/^( *)```(\w*)\n([\s\S]*?)^ *```/gm)].map(
    ({ 1: margin = '', 2: language = '', ...found }) => ({
      at: `${file}:${lineOf(document, found.index!)}`,
      language,
      text: (found[3] ?? '').replaceAll(new RegExp(`^${margin}`, 'gm'), ''),
    }),
  )
})

/** What stands between backticks, within prose and tables. */
export const spans: readonly Passage[] = files.flatMap((file) => {
  const document = readFileSync(file, 'utf8').replaceAll(/^ *```[\s\S]*?^ *```/gm, (block) =>
    block.replaceAll(/[^\n]/g, ''),
  )
  return [...document.matchAll(/`([^`\n]+)`/g)].map(({ 1: text = '', index }) => ({
    at: `${file}:${lineOf(document, index)}`,
    text: text.replaceAll('\\|', '|'),
  }))
})

/** The commands of a script for a shell, word by word: of pipes, lists and substitutions each one. */
export function commandsOf({ at, text }: Passage): { readonly at: string; readonly words: readonly string[] }[] {
  const lines = text
    .replaceAll(/<<'(\w+)'[\s\S]*?^\1$/gm, '')
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.replaceAll(/(^|\s)#\s.*$/g, '').trim())
  return lines.flatMap((line) =>
    // A substitution within quotes is a command too.
    [
      line.replaceAll(/"?\$\(([^()]*)\)"?/g, 'SUBSTITUTED'),
      ...[...line.matchAll(/\$\(([^()]*)\)/g)].map(([, own]) => own!),
    ]
      .flatMap((list) => list.match(/(?:'[^']*'|"[^"]*"|[^'"|;&])+/g) ?? [])
      .map((command) => command.replaceAll(/\s\d?>{1,2}\s?\S+|\s<\s?\S+/g, ''))
      .map((command) => ({
        at,
        words: [...command.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) => word.replaceAll(/['"]/g, '')),
      }))
      .filter(({ words }) => words.length > 0),
  )
}

function lineOf(document: string, index: number): number {
  return document.slice(0, index).split('\n').length
}
