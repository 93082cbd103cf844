/** JSON with a line for whatever fits into one, so that a change of a column is a change of a line. Ends with a line feed. */
export function layOutJson(value: unknown): string {
  return `${laidOut(value, '')}\n`
}

const width = 120

function laidOut(value: unknown, indent: string): string {
  const line = JSON.stringify(value)
  if (typeof value !== 'object' || value === null || line.length + indent.length <= width) return line
  const deeper = `${indent} `
  const isList = Array.isArray(value)
  const members = isList
    ? value.map((item) => laidOut(item, deeper))
    : Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}: ${laidOut(member, deeper)}`)
  const [open, close] = isList ? '[]' : '{}'
  return `${open}\n${members.map((member) => deeper + member).join(',\n')}\n${indent}${close}`
}
