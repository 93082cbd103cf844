import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Where the page is that this makes: `npm run api`. */
export const apiFile = fileURLToPath(new URL('../docs/API.md', import.meta.url))

const exported = [
  { file: 'nightly-masking.ts', names: ['NightlyMasking', 'NightlyMaskingProps'] },
  { file: 'masking-network.ts', names: ['MaskingNetwork', 'MaskingNetworkProps', 'InterfaceEndpoint'] },
  { file: 'surroundings.ts', names: ['Surroundings', 'Database'] },
  { file: 'workflow/clone.ts', names: ['CloneSettings'] },
  { file: 'guard.ts', names: ['guard'] },
  { file: 'acknowledged.ts', names: ['Acknowledged'] },
]

/** The page of `nightmask/cdk`, made of what stands over and in its declarations. */
export function apiDocument(): string {
  const parts = exported.flatMap(({ file, names }) => {
    const text = readFileSync(new URL(file, import.meta.url), 'utf8')
    return names.map((name) => describeExport(text, name))
  })
  return [head, ...parts].join('\n')
}

const head = `# nightmask/cdk

What the package offers to a CDK app ([operations.md](operations.md), section 1, shows how). This page is made of the sources by \`npm run api\`.
`

function describeExport(text: string, name: string): string {
  const found = new RegExp(
    `(?:/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\n)?export (?:abstract )?(class|interface|type|function) ${name}\\b([^\\n]*)\\n([\\s\\S]*?)^(?:}|(?=export|const|/\\*\\*))`,
    'm',
  ).exec(text)
  if (!found) throw new Error(`${name} is not exported where the page looks for it`)
  const [, comment = '', kind, rest = '', body = ''] = found
  const base = /extends ([\w<>]+)/.exec(rest)?.[1]
  const title = `## ${name}${base && base !== 'Construct' ? ` (and what ${base} has)` : ''}\n\n${plain(comment)}\n`
  if (kind === 'type') return `${title}\n\`${rest.replace(/^ = /, '').trim()}\`\n`
  if (kind === 'function') return `${title}\n\`${name}${rest.replace(/ \{$/, '')}\`\n`
  const rows = membersOf(body).map(
    ({ name, type, about }) => `| \`${name}\` | \`${type.replaceAll('|', '\\|')}\` | ${about} |`,
  )
  return rows.length === 0 ? title : `${title}\n| member | type | |\n| --- | --- | --- |\n${rows.join('\n')}\n`
}

/** Public fields and static functions of a body, each with what stands over it. */
function membersOf(body: string): { name: string; type: string; about: string }[] {
  const member =
    /(?:^ {2}\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n)?^ {2}(?:readonly (\w+\??): ([^\n]+(?:\n {4}[^\n]+)*(?:\n {2}\})?)|static (\w+)\(([^)]*)\))/gm
  return [...body.matchAll(member)].map(([, comment = '', field, type = '', method, parameters = '']) => ({
    name: field ?? `static ${method}`,
    type: (field ? type : `(${parameters})`)
      .replaceAll(/\/\*\*[\s\S]*?\*\//g, '')
      .replaceAll(/\s+/g, ' ')
      .trim(),
    about: plain(comment),
  }))
}

function plain(comment: string): string {
  return comment
    .replaceAll(/\s*\n\s*\*\s?/g, ' ')
    .replaceAll('|', '\\|')
    .trim()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(apiFile, apiDocument())
