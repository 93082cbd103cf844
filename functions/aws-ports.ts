import { openKmsSigner } from '../shared/adapters/kms/kms-signer.ts'
import { once, remembered } from '../shared/adapters/remembered.ts'
import type { HoldStore } from '../shared/adapters/s3/hold.ts'
import type { ExecutionLock } from '../shared/adapters/s3/run-lock.ts'
import { createS3Stores } from '../shared/adapters/s3/s3-stores.ts'
import { createNightWorkflow, type NightWorkflow } from '../shared/adapters/step-functions/night-workflow.ts'
import type { SnapshotInfo } from '../shared/audit/record.ts'
import type { PeopleStore, Ports } from '../shared/ports.ts'
import { assertSameCode } from '../shared/steps/same-code.ts'
import type { Closing } from './closing.ts'
import { type OpenedSource, openLive, openServed, openShadow, openSource } from './databases.ts'
import { type Deployed, readDeployed, useDeployedTransformers } from './deployed.ts'
import { bucketUrl, setting } from './environment.ts'
import type { RunRef } from './events.ts'
import { maskingKey, originalsKey } from './keys.ts'
import { reportedScans } from './scan-reports.ts'
import { type Leftovers, openLeftovers, openProver, type StagingProver } from './staging.ts'
import { thisCode } from './this-code.ts'

/** Everything that a function can be given: the ports of the steps, and what only functions need. */
export interface AwsPorts extends Ports {
  /** Which moment of the source is read, and how it was reached. */
  readonly moment: SnapshotInfo
  /** Lets production go; see SourceHold. */
  readonly hold: OpenedSource['hold']
  /** Finds a dataset's rows; see OpenedSource. */
  readonly close: OpenedSource['close']
  readonly deployed: Deployed
  /** Everything that has to be true of staging before a run. */
  readonly prover: StagingProver
  /** Takes away what a failed run has left on staging. */
  readonly leftovers: Leftovers
  readonly lock: ExecutionLock
  readonly holds: HoldStore
  readonly nights: NightWorkflow
}

/** The ports of these names, opened for the event's run. */
export function awsPorts<Name extends keyof AwsPorts>(...names: readonly Name[]) {
  return async (event: object, closing: Closing): Promise<Pick<AwsPorts, Name>> => {
    const run = runOf(event)
    if (run.code) assertSameCode(run, thisCode())
    await useDeployedTransformers()
    const session = { run, closing, source: once(() => openSource(run.source, deployed().config, closing)) }
    const entries = names.map(async (name) => [name, await openers[name](session)] as const)
    return Object.fromEntries(await Promise.all(entries)) as Pick<AwsPorts, Name>
  }
}

// What is invoked by hand belongs to no run: no port that asks for one is opened then.
function runOf(event: object | null): RunRef {
  return (event as { run: RunRef } | null)?.run ?? ({ dataset: null } as RunRef)
}

interface Session {
  readonly run: RunRef
  readonly closing: Closing
  readonly source: () => Promise<OpenedSource>
}

const openers: { readonly [Name in keyof AwsPorts]: (session: Session) => AwsPorts[Name] | Promise<AwsPorts[Name]> } = {
  clock: () => ({ now: () => new Date() }),
  source: async ({ source }) => (await source()).source,
  moment: async ({ source }) => (await source()).moment,
  close: async ({ source }) => (await source()).close,
  hold: async ({ source }) => (await source()).hold,
  key: ({ run }) => maskingKey(run),
  originalsKey: ({ run }) => originalsKey(run),
  signer: () => openKmsSigner(setting('SIGNATURE_KEY')),
  shadow: ({ run, closing }) => openShadow(run, closing),
  served: ({ run, closing }) => openServed(run, closing),
  live: ({ run, closing }) => openLive(run, deployed().config, closing),
  plans: () => warm.plans,
  chunks: () => warm.chunks,
  receipts: () => warm.receipts,
  originals: () => warm.originals,
  people: () => warm.people,
  catalogue: () => warm.catalogue,
  notes: () => warm.notes,
  records: () => warm.records,
  scanner: ({ run }) => reportedScans(run.runId, warm.scans),
  scans: () => warm.scans,
  deployed: () => deployed(),
  prover: ({ run, closing }) => openProver(run, deployed().config, closing),
  leftovers: ({ run, closing }) => openLeftovers(run, deployed().config, closing),
  lock: () => warm.executions,
  holds: () => warm.holds,
  nights: () => createNightWorkflow(setting('NIGHT_WORKFLOW')),
}

// These outlive an invocation: the next one of this container finds connections, plan and exclusions warm.
const warm = withMemory(createS3Stores(bucketUrl('ARTIFACTS_BUCKET'), { auditUrl: bucketUrl('AUDIT_BUCKET') }))

let read: Deployed | undefined
function deployed(): Deployed {
  read ??= readDeployed()
  return read
}

// A plan does not change once it is written, nor do exclusions once the survey is done; every chunk asks for both.
function withMemory(stores: ReturnType<typeof createS3Stores>): ReturnType<typeof createS3Stores> {
  const memory = () =>
    remembered((question: `${string} ${string}`) => {
      const [runId = '', originalsId = ''] = question.split(' ')
      return stores.originals.exclusions(runId, { originalsId })
    })
  let exclusions = memory()
  let people = rememberedPeople(stores.people)
  return {
    ...stores,
    plans: { ...stores.plans, read: remembered(stores.plans.read) },
    originals: {
      ...stores.originals,
      exclusions: (runId, { originalsId }) => exclusions(`${runId} ${originalsId}`),
      write(runId, step, pack, originals) {
        // A survey that is repeated makes other exclusions.
        if (step === 'survey') exclusions = memory()
        return stores.originals.write(runId, step, pack, originals)
      },
    },
    people: {
      ...stores.people,
      index: (...asked) => people(...asked),
      write(...written) {
        people = rememberedPeople(stores.people)
        return stores.people.write(...written)
      },
    },
  }
}

/** The people of the run asked for last: every chunk of it asks for the same. */
function rememberedPeople({ index }: PeopleStore): PeopleStore['index'] {
  let last: { readonly of: string; readonly people: ReturnType<PeopleStore['index']> } | null = null
  return (runId, chunks, key) => {
    const of = `${runId} ${key.originalsId}`
    if (last?.of !== of) last = { of, people: index(runId, chunks, key) }
    last.people.catch(() => {
      last = null
    })
    return last.people
  }
}
