const literal = /"(?:[^"\\\u0000-\u001f]|\\.)*"/g

const before = /"((?:[^"\\]|\\.)*)"\s*:\s*$/
const longestKey = 200

/** JSON with its strings replaced, keys too; everything else of it stays as it is written. Null when the text is no JSON. */
export function rewriteJson(text: string, replace: (text: string, key: string | null) => string | null): string | null {
  if (!mayBeJson(text) || !isJson(text)) return null
  return text.replaceAll(literal, (written, at: number) => {
    const key = before.exec(text.slice(Math.max(0, at - longestKey), at))?.[1] ?? null
    const other = replace(JSON.parse(written) as string, key)
    return other === null ? written : JSON.stringify(other)
  })
}

const closers: Readonly<Record<string, string>> = { '[': ']', '{': '}', '"': '"' }

/** Sentences begin with a quotation, too, and end otherwise: to refuse one takes JSON.parse longer than to read it. */
function mayBeJson(text: string): boolean {
  const opener = /^\s*([[{"])/.exec(text)?.[1]
  return opener !== undefined && text.trimEnd().endsWith(closers[opener]!)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
