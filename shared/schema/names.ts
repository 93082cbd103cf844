import { createHash } from 'node:crypto'

const longestName = 64
const longestRunId = 24

/** The name under which a table's artifacts are stored: a table may be called `../../x`. */
export function artifactName(table: string): string {
  return createHash('sha256').update(table).digest('hex').slice(0, 16)
}

/** A schema of its own for one generation of a staging database: its prefix and the run id, 64 characters at the most. */
export function generationSchema(staging: string, purpose: 'shadow' | 'previous', runId: string): string {
  return (
    generationPrefix(staging, purpose) +
    runId
      .toLowerCase()
      .replaceAll(/[^a-z0-9]/g, '')
      .slice(0, longestRunId)
  )
}

/** The schema that says which run may change a staging database, and those of its datasets. It stays. */
export function claimSchema(staging: string): string {
  return `${generationPrefix(staging, 'shadow').slice(0, -'s_'.length)}claim`
}

/** What the names of a staging database's shadow schemas (`_nm_s_`) or previous generations (`_nm_p_`) begin with. */
export function generationPrefix(staging: string, purpose: 'shadow' | 'previous'): string {
  const tail = `_nm_${purpose === 'shadow' ? 's' : 'p'}_`
  const name = staging.toLowerCase()
  const room = longestName - longestRunId - tail.length
  // A long name is cut; its hash keeps two that begin alike apart.
  return (name.length <= room ? name : `${name.slice(0, room - 9)}_${artifactName(name).slice(0, 8)}`) + tail
}

/** The schema that a dataset gets when it names none: staging's name and its own, 64 characters at the most. */
export function datasetSchema(staging: string, dataset: string): string {
  const name = `${staging}_${dataset}`.toLowerCase().replaceAll(/[^a-z0-9_]/g, '_')
  return name.length <= longestName ? name : `${name.slice(0, longestName - 9)}_${artifactName(name).slice(0, 8)}`
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
