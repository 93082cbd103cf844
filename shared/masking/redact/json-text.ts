const literal = /"(?:[^"\\\u0000-\u001f]|\\.)*"/g

const before = /"((?:[^"\\]|\\.)*)"\s*:\s*$/
const longestKey = 200

/** JSON with its strings replaced, keys too; everything else of it stays as it is written. Null when the text is no JSON. */
export function rewriteJson(text: string, replace: (text: string, key: string | null) => string | null): string | null {
  if (!/^\s*[[{"]/.test(text) || !isJson(text)) return null
  return text.replaceAll(literal, (written, at: number) => {
    const key = before.exec(text.slice(Math.max(0, at - longestKey), at))?.[1] ?? null
    const other = replace(JSON.parse(written) as string, key)
    return other === null ? written : JSON.stringify(other)
  })
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
