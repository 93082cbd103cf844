import { SnapshotConnection } from '../../shared/adapters/mysql/reading/snapshot-connection.ts'
import { createSource } from '../../shared/adapters/mysql/reading/source.ts'
import type { KeyLists } from '../../shared/adapters/mysql/reading/subset-read.ts'
import { createShadow } from '../../shared/adapters/mysql/shadow/shadow.ts'
import { openWire } from '../../shared/adapters/mysql/wire/connect.ts'
import { addressOf, parseDatabaseUrl } from '../../shared/adapters/mysql/wire/url.ts'
import type { Wire } from '../../shared/adapters/mysql/wire/wire.ts'
import { once, remembered } from '../../shared/adapters/remembered.ts'
import { openStores } from '../../shared/adapters/stores/open-stores.ts'
import { rememberedPlans } from '../../shared/adapters/stores/remembered-plans.ts'
import { RunFailedError } from '../../shared/errors.ts'
import type { SharedExclusions } from '../../shared/masking/digests/exclusions.ts'
import type { PseudonymKey } from '../../shared/masking/digests/subkeys.ts'
import type { SharedPeople } from '../../shared/masking/people/people-index.ts'
import type { PlanStore } from '../../shared/ports.ts'
import { compareFound } from '../../shared/steps/compare-found.ts'
import { restore } from '../../shared/steps/restore.ts'
import { snapshot } from '../../shared/steps/snapshot.ts'
import { survey } from '../../shared/steps/survey.ts'
import type { ScanPart, ScanReport, SharedIndex } from '../../shared/verification/scan.ts'
import { systemClock } from './clock.ts'
import { placeOfKey, readRunKey } from './key-source.ts'
import type { ThreadSetup, ThreadTask, ThreadTaskName } from './thread-tasks.ts'

type Tasks = { [Name in ThreadTaskName]: (input: ThreadTask[Name]['input']) => Promise<ThreadTask[Name]['output']> }

export interface ThreadWork {
  run(name: ThreadTaskName, input: unknown): Promise<unknown>
  /** Its connections go, whatever they are at, and no task opens another. */
  end(): Promise<void>
}

/** The tasks of one thread over connections that it opens when they are first needed; with `plans` of whoever has them already. */
export function threadWork(setup: ThreadSetup, plans: PlanStore | null = null): ThreadWork {
  const wires: Promise<Wire>[] = []
  let ended = false
  const open: typeof openWire = async (...where) => {
    if (ended) throw new RunFailedError('This run has ended, and opens no connection any more.')
    const wire = openWire(...where)
    wires.push(wire)
    return wire
  }
  const tasks = once(() => tasksOf(setup, open, plans))
  return {
    run: async (name, input) => ((await tasks())[name] as (input: unknown) => Promise<unknown>)(input),
    end: async () => {
      ended = true
      for (const wire of await Promise.allSettled(wires)) if (wire.status === 'fulfilled') wire.value.destroy()
    },
  }
}

async function tasksOf(setup: ThreadSetup, open: typeof openWire, known: PlanStore | null): Promise<Tasks> {
  // Each task loads what it alone needs: of what a night by changes leaves as it is, no thread reads what rules do, most of the program.
  if (setup.transformers.length > 0) {
    const { useSources } = await import('../../shared/adapters/custom-transformers/use-sources.ts')
    await useSources(setup.transformers)
  }
  const stores = await openStores(setup.artifacts)
  const plans = known ?? rememberedPlans(stores.plans)
  const key = once(() => sameKey(setup))
  const rows = once(() => open(setup.sourceUrl!, 'source'))
  const control = once(() => open(setup.sourceUrl!, 'plain'))
  const snapshotOf = once(async () => new SnapshotConnection(await rows()))
  const staging = once(() => open(setup.stagingUrl, 'staging'))
  // Undefined: nobody gathered them, as no chunk was to ask.
  let exclusions: SharedExclusions | null | undefined
  let people: SharedPeople | null = null
  let index: SharedIndex | null = null
  let keys: KeyLists | null = null

  const source = once(async () =>
    sourceOf(
      setup.sourceUrl!,
      { control: await control(), rows: await rows(), snapshot: await snapshotOf() },
      () => keys,
    ),
  )
  const originals = {
    ...stores.originals,
    async exclusions() {
      if (exclusions !== undefined) return exclusions
      throw new RunFailedError(
        'Real values that no fake may equal were asked for, and had not been gathered: start a new run.',
      )
    },
  }
  const readPorts = async () => ({
    ...stores,
    plans,
    originals,
    people: { ...stores.people, index: async () => people },
    clock: systemClock,
    source: await source(),
    key: await key(),
    originalsKey: await key(),
  })
  const shadow = once(async () =>
    createShadow(await staging(), setup.scanned === 'live' ? ({ staging }) => staging.database : undefined),
  )

  const scanParts = async (parts: readonly ScanPart[]): Promise<ScanReport[]> => {
    const ports = { plans, shadow: await shadow(), originalsKey: await key() }
    const reports: ScanReport[] = []
    for (const part of parts) if (part.found) reports.push(await compareFound(part, part.found, ports))
    const searched = parts.filter(({ found }) => !found)
    if (searched.length === 0) return reports
    const { scanTogether } = await import('../../shared/steps/scan.ts')
    return [...reports, ...(await scanTogether(searched, index!, ports))]
  }

  return {
    reach: async () => (await snapshotOf()).reach(),
    begin: async () => {
      await (await snapshotOf()).begin()
      return null
    },
    end: async () => {
      await (await snapshotOf()).end()
      return null
    },
    release: async () => {
      await (await snapshotOf()).end()
      for (const wire of [await rows(), await control()]) wire.close()
      return null
    },
    close: async (input) => {
      const { closeTask } = await import('./close-task.ts')
      const place = { url: setup.sourceUrl!, snapshot: await snapshotOf() }
      return closeTask(input, (await plans.read(input.runId)).schema, await rows(), place)
    },
    keys: async (tables) => {
      const { KeyList } = await import('../../shared/subset/key-list.ts')
      keys = new Map(tables.map((table) => [table.table, new KeyList(table.keys)]))
      return null
    },
    survey: async (input) => survey(input, await readPorts()),
    exclude: async (shared) => {
      exclusions = shared
      return null
    },
    people: async (input) => {
      const { takeStrangerNames } = await import('../../shared/masking/strangers/stranger-names.ts')
      people = input.people
      takeStrangerNames(input.locales, input.strangers)
      return null
    },
    snapshot: async (input) => snapshot(input, await readPorts()),
    restore: async (input) => restore(input, { ...stores, plans, clock: systemClock, shadow: await shadow() }),
    index: async (shared) => {
      index = shared
      return null
    },
    scan: scanParts,
  }
}

// The file may hold another key by now than when the run began.
async function sameKey({ key: source, keyId }: ThreadSetup): Promise<PseudonymKey> {
  const key = await readRunKey(source)
  if (key.id === keyId) return key
  throw new RunFailedError(
    `${placeOfKey(source)} held the key ${keyId} when this began, and holds ${key.id} now. Let a run end before its key is changed.`,
  )
}

function sourceOf(
  url: string,
  { control, rows, snapshot }: { control: Wire; rows: Wire; snapshot: SnapshotConnection },
  keysNow: () => KeyLists | null,
) {
  const parsed = parseDatabaseUrl(url)
  const source = createSource(control, rows, parsed.database ?? '', addressOf(parsed), keysNow, snapshot)
  // Asking how a collation compares takes thousands of rows: once for each thread.
  return { ...source, collationFold: remembered(source.collationFold) }
}
