import { readdirSync, readFileSync } from 'node:fs'

/** What the installed SDK's declarations say of each parameter of an action, as plain text. */
export function documentedParameters(client: string, action: string): ReadonlyMap<string, string> {
  const folder = `node_modules/@aws-sdk/client-${client}/dist-types`
  const command = readFileSync(`${folder}/commands/${action}Command.d.ts`, 'utf8')
  const [, input] = /interface \w+CommandInput extends (?:Omit<)?(\w+)/.exec(command) ?? []
  if (!input) throw new Error(`the SDK has no input of ${client}:${action}`)
  for (const file of readdirSync(`${folder}/models`).filter((name) => name.startsWith('models_'))) {
    const text = readFileSync(`${folder}/models/${file}`, 'utf8')
    const from = text.indexOf(`export interface ${input} {`)
    if (from >= 0) return new Map(membersOf(text.slice(from, text.indexOf('\n}', from))))
  }
  throw new Error(`the SDK declares no ${input}`)
}

function membersOf(declaration: string): [string, string][] {
  return [...declaration.matchAll(/\/\*\*((?:[^*]|\*(?!\/))*)\*\/\s*(\w+)\??:/g)].map(([, comment, name]) => [
    name!,
    plain(comment!),
  ])
}

// A paragraph or a point of a list ends a sentence, whether or not it has a full stop.
function plain(comment: string): string {
  return comment
    .replaceAll(/\n\s*\*/g, ' ')
    .replaceAll(/<\/(p|li)>/g, ' ¶ ')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/\s+/g, ' ')
}
