/** In characters, as MySQL counts them: by code points. */
export function lengthOf(text: string): number {
  let length = text.length
  for (let at = 1; at < text.length; at++)
    if ((text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800) length--
  return length
}

/** Cut at a character, without a space at the end. */
export function fitted(text: string, most: number): string {
  return text.length <= most ? text : [...text].slice(0, most).join('').trimEnd()
}
