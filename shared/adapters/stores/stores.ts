import type { Ports } from '../../ports.ts'
import type { ObjectStore } from './object-store.ts'
import { originalsStore } from './originals-store.ts'
import { peopleStore } from './people-store.ts'
import { recordStore } from './record-store.ts'
import { catalogueStore, chunkStore, noteStore, planStore, receiptStore, scanStore } from './run-stores.ts'

/** Every store of a run's artifacts, over one place. */
export type Stores = Pick<
  Ports,
  'plans' | 'chunks' | 'receipts' | 'originals' | 'people' | 'catalogue' | 'notes' | 'records' | 'scans'
>

export function createStores(objects: ObjectStore): Stores {
  return {
    plans: planStore(objects),
    chunks: chunkStore(objects),
    receipts: receiptStore(objects),
    originals: originalsStore(objects),
    people: peopleStore(objects),
    catalogue: catalogueStore(objects),
    records: recordStore(objects),
    notes: noteStore(objects),
    scans: scanStore(objects),
  }
}
