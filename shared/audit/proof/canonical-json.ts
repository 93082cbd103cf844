import { createHash } from 'node:crypto'

/** JSON in one form only (RFC 8785): keys sorted by UTF-16 code units, no spaces, numbers and strings as JSON.stringify writes them. */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  // A record of a thousand tables is written so several times, and has half a million members: by hand, without an array for each.
  if (Array.isArray(value)) {
    let text = ''
    for (const item of value) text += `${text === '' ? '' : ','}${canonicalJson(item ?? null)}`
    return `[${text}]`
  }
  let text = ''
  for (const key of Object.keys(value).sort()) {
    const member = (value as Readonly<Record<string, unknown>>)[key]
    if (member !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(member)}`
  }
  return `{${text}}`
}

/** SHA-256 of the canonical JSON, hex. */
export function digestOf(value: unknown): string {
  return digestOfCanonical(canonicalJson(value))
}

/** The same of what is canonical JSON already. */
export function digestOfCanonical(json: string): string {
  return createHash('sha256').update(json).digest('hex')
}
