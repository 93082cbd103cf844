import { indexPeople } from '../../masking/people/people-index.ts'
import { openPeople, type PeopleShard, sealPeople } from '../../masking/people/people-shard.ts'
import type { PeopleStore } from '../../ports.ts'
import { runPaths } from './artifact-paths.ts'
import { inFlight } from './in-flight.ts'
import { missingObject, type ObjectStore } from './object-store.ts'

export function peopleStore(objects: ObjectStore): PeopleStore {
  return {
    write: (runId, chunk, shard, key) =>
      objects.put(runPaths.peopleOf(runId, chunk), sealPeople(shard, runId, chunk, key)),
    async index(runId, chunks, key) {
      const sealedOf = async (path: string) => {
        const bytes = await objects.get(path)
        if (!bytes) throw missingObject(objects.locate(path))
        return bytes
      }
      const paths = chunks.map((chunk) => runPaths.peopleOf(runId, chunk))
      const shards: PeopleShard[] = []
      for await (const sealed of inFlight(paths, sealedOf, objects.room, ({ length }) => length))
        shards.push(openPeople(sealed, runId, chunks[shards.length]!, key))
      return indexPeople(shards)
    },
    drop: (runId) => objects.delete(runPaths.people(runId)),
  }
}
