import type { Grant } from './grants.ts'
import type { Side } from './sides.ts'

/** What a function is given. Its file is functions/<name>.ts. */
export interface FunctionSpec {
  /** Null stands outside the VPC, and so reaches no database. */
  readonly side: Side | null
  /** What it would like; it gets no more than `deploy.memory`. */
  readonly memoryMiB: number
  readonly timeoutSeconds: number
  readonly grants: readonly Grant[]
}

const quarterHour = 900

/** Every Lambda. A function with 1,769 MiB has one whole processor; the row path uses one. */
export const functionTable = {
  begin: { side: 'store', memoryMiB: 256, timeoutSeconds: 60, grants: ['lock:read', 'lock:write', 'holds:read'] },
  serving: { side: 'writer', memoryMiB: 256, timeoutSeconds: 60, grants: ['staging'] },
  // Receipts of 40,000 chunks are gigabytes with their sketches, though little of them stays.
  ready: {
    side: 'store',
    memoryMiB: 1769,
    timeoutSeconds: quarterHour,
    grants: [
      ...(['signature', 'plans:read', 'receipts:read', 'catalogue:read', 'notes:read'] as const),
      ...(['records:read', 'records:write'] as const),
    ],
  },
  identify: { side: 'reader', memoryMiB: 256, timeoutSeconds: 60, grants: ['source'] },
  prove: { side: 'writer', memoryMiB: 256, timeoutSeconds: 60, grants: ['staging', 'notes:write'] },
  plan: {
    side: 'reader',
    memoryMiB: 1024,
    timeoutSeconds: quarterHour,
    grants: ['source', 'plans:read', 'plans:write', 'notes:read', 'notes:write'],
  },
  survey: {
    side: 'reader',
    memoryMiB: 1769,
    timeoutSeconds: quarterHour,
    grants: [
      ...(['source', 'originals-key', 'plans:read', 'originals:read', 'originals:write', 'people:write'] as const),
      ...(['receipts:read', 'receipts:write'] as const),
    ],
  },
  snapshot: {
    side: 'reader',
    memoryMiB: 1769,
    timeoutSeconds: quarterHour,
    grants: [
      ...(['source', 'pseudonyms', 'originals-key', 'plans:read', 'originals:read', 'originals:write'] as const),
      ...(['people:read', 'chunks:write', 'receipts:read', 'receipts:write', 'notes:read'] as const),
    ],
  },
  merge: {
    side: 'store',
    memoryMiB: 3008,
    timeoutSeconds: quarterHour,
    grants: ['plans:read', 'originals:read', 'originals:write', 'receipts:read', 'notes:write'],
  },
  transfer: {
    side: 'reader',
    memoryMiB: 3538,
    timeoutSeconds: quarterHour,
    grants: [
      ...(['source', 'pseudonyms', 'originals-key', 'plans:read', 'originals:read', 'originals:write'] as const),
      ...(['people:write', 'people:read', 'chunks:write', 'receipts:read', 'receipts:write'] as const),
      ...(['notes:read', 'notes:write', 'records:read'] as const),
    ],
  },
  frozen: {
    side: 'reader',
    memoryMiB: 256,
    timeoutSeconds: 300,
    grants: ['source', 'notes:read', 'notes:write'],
  },
  confirm: { side: 'reader', memoryMiB: 512, timeoutSeconds: 300, grants: ['source', 'plans:read'] },
  restore: {
    side: 'writer',
    memoryMiB: 1769,
    timeoutSeconds: quarterHour,
    grants: ['staging', 'plans:read', 'chunks:read', 'receipts:read', 'receipts:write', 'receipts:delete'],
  },
  seed: {
    side: 'writer',
    memoryMiB: 1024,
    timeoutSeconds: quarterHour,
    grants: ['staging', 'plans:read', 'receipts:read', 'catalogue:write', 'notes:write'],
  },
  scan: {
    side: 'writer',
    memoryMiB: 5308,
    timeoutSeconds: quarterHour,
    grants: [
      ...(['staging', 'originals-key', 'plans:read', 'originals:read', 'receipts:read', 'notes:read'] as const),
      ...(['scans:read', 'scans:write'] as const),
    ],
  },
  verify: {
    side: 'writer',
    memoryMiB: 5308,
    timeoutSeconds: quarterHour,
    grants: [
      ...(['scans:read', 'staging', 'originals-key', 'plans:read', 'originals:read', 'receipts:read'] as const),
      ...(['catalogue:read', 'notes:read', 'notes:write'] as const),
    ],
  },
  publish: {
    side: 'writer',
    memoryMiB: 512,
    timeoutSeconds: quarterHour,
    grants: ['staging', 'plans:read', 'notes:read', 'notes:write'],
  },
  audit: {
    side: 'store',
    memoryMiB: 1769,
    timeoutSeconds: quarterHour,
    grants: [
      ...(['signature', 'plans:read', 'receipts:read', 'catalogue:read', 'notes:read', 'maps:read'] as const),
      ...(['records:read', 'records:write'] as const),
    ],
  },
  drop: { side: 'writer', memoryMiB: 512, timeoutSeconds: 300, grants: ['staging', 'plans:read'] },
  end: {
    side: 'store',
    memoryMiB: 512,
    timeoutSeconds: 300,
    grants: ['lock:read', 'lock:delete', 'chunks:delete', 'people:delete'],
  },
  sweep: { side: 'writer', memoryMiB: 512, timeoutSeconds: 300, grants: ['staging'] },
  rollback: { side: 'writer', memoryMiB: 512, timeoutSeconds: 300, grants: ['staging'] },
  record: {
    side: 'store',
    memoryMiB: 512,
    timeoutSeconds: 300,
    grants: ['signature', 'records:read', 'records:write'],
  },
  dataset: { side: null, memoryMiB: 256, timeoutSeconds: quarterHour, grants: [] },
} satisfies Record<string, FunctionSpec>

export type FunctionName = keyof typeof functionTable

/** Files of functions/ that are bundled, without their ending: those of the table, and what fills a sandbox. */
export const functionFiles = [...(Object.keys(functionTable) as FunctionName[]), 'fill'] as const
