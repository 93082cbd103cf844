import type { S3Store } from './s3-store.ts'

/** Nights do not begin: an operator has put this object, and said why. */
export interface Hold {
  readonly reason: string
  /** ISO 8601; null for until it is deleted. */
  readonly until: string | null
}

const holdPath = 'runs/hold.json'

export interface HoldStore {
  /** What holds the nights at this moment; null when nothing does. What cannot be read as a hold holds too. */
  find(now: Date): Promise<Hold | null>
}

export function holdStore(objects: S3Store): HoldStore {
  return { find: (now) => findHold(objects, now) }
}

async function findHold(objects: S3Store, now: Date): Promise<Hold | null> {
  const bytes = await objects.get(holdPath)
  if (!bytes) return null
  const { reason, until } = parsed(bytes)
  if (typeof until === 'string' && Date.parse(until) <= now.getTime()) return null
  return {
    reason: typeof reason === 'string' && reason !== '' ? reason : `${objects.locate(holdPath)} gives no reason.`,
    until: typeof until === 'string' ? until : null,
  }
}

function parsed(bytes: Uint8Array): { readonly reason?: unknown; readonly until?: unknown } {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) ?? {}
  } catch {
    return {}
  }
}
