import { createHash } from 'node:crypto'

const longestName = 64

/** The name under which a table's artifacts are stored: a table may be called `../../x`. */
export function artifactName(table: string): string {
  return createHash('sha256').update(table).digest('hex').slice(0, 16)
}

/** A schema of its own for one generation of a staging database: `shop_nm_` and the run id, 64 characters at the most. */
export function generationSchema(staging: string, purpose: 'shadow' | 'previous', runId: string): string {
  const tail = `_nm_${purpose === 'shadow' ? 's' : 'p'}_${runId.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}`
  return staging.toLowerCase().slice(0, longestName - tail.length) + tail
}

/** The spelling among `known` that comes closest, null when none is near: for "did you mean". */
export function closestName(name: string, known: Iterable<string>): string | null {
  const ranked = [...known]
    .map((candidate) => ({ candidate, distance: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)
  const [best] = ranked
  return best && best.distance <= Math.max(2, Math.floor(name.length / 3)) ? best.candidate : null
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const substitution = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, substitution))
    }
    row = next
  }
  return row[b.length]!
}
