/** Words as the leak check compares them (digests/word-text.ts). */
export function foldWords(text: string): string[] {
  const folded = text
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('\u03c2', '\u03c3')
  return folded.match(/[\p{L}\p{N}]+/gu) ?? []
}
