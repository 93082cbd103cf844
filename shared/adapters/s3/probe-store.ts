import { runPaths } from '../stores/artifact-paths.ts'
import type { ObjectStore } from '../stores/object-store.ts'

/** Where the probe of each store lies below the folder of the preflight: where a run has the like of it. */
const places: Readonly<Record<string, string>> = {
  'plans:read': 'plan.json',
  'plans:write': 'lists/probe.json',
  chunks: 'chunks/probe',
  people: 'people/probe',
  receipts: 'receipts/probe.json',
  originals: 'originals/probe',
  catalogue: 'edge-cases.json',
  notes: 'notes/probe.json',
  scans: 'scans/probe.json',
  maps: 'maps/probe.json',
  'lock:read': 'begun.json',
  'lock:write': 'begun.json',
}

/** A list of one item: a map goes over the one of `plans:write`. */
const probe = '[{ "probe": 1 }]\n'

/**
 * Reads, writes or deletes a probe of a preflight where `grant` (`chunks:write`) allows it; what is left of it expires with the artifacts.
 * Returns the path that was used, or null where no probe can be made.
 */
export async function probeStore(objects: ObjectStore, grant: string, id: string): Promise<string | null> {
  const [store = '', access] = grant.split(':')
  const place = places[grant] ?? places[store]
  // The lock itself has none: whoever gives it back has to have it.
  if (!place && store !== 'holds') return null
  const path = store === 'holds' ? 'runs/hold.json' : `${runPaths.run(id)}/${place}`
  if (access === 'write') await objects.put(path, Buffer.from(probe))
  else if (access === 'delete') await objects.delete(path)
  else await objects.get(path)
  return path
}
