/** What an editor shows of a key of nightmask.yaml: one sentence, and a value as it may stand there. */
export interface Words {
  readonly text: string
  readonly example: unknown
}

/** By the key's path; `*` stands for a name of one's own, and the entries of a list have the path of the list. */
export type WordsByPath = Readonly<Record<string, Words>>

export function words(entries: Readonly<Record<string, readonly [text: string, example: unknown]>>): WordsByPath {
  return Object.fromEntries(Object.entries(entries).map(([path, [text, example]]) => [path, { text, example }]))
}
