import { hkdfSync } from 'node:crypto'

/**
 * What a key of originals makes subkeys for: `people` seals what the survey keeps of people until everything is masked, `source` and `stored`
 * authenticate chunks of the source and of staging, by which a later night knows that they stayed (rows-mac.ts), `rows` digests single rows of what is
 * kept whole, `seal` vouches for what a run leaves to later nights (steps/seals.ts).
 */
export const originalsPurposes = ['originals', 'people', 'source', 'stored', 'rows', 'seal'] as const

/** What digests originals, and so finds them in staging. It makes no pseudonym. */
export interface OriginalsKey {
  /** The public name of the key that digests originals; on AWS it is one of its own. */
  readonly originalsId: string
  /** 32 bytes; see PseudonymKey. */
  subkey(purpose: (typeof originalsPurposes)[number], domain: ''): Uint8Array
}

/** The pseudonym key as the steps see it: subkeys only. It digests originals too: on AWS with a key of their own. */
export interface PseudonymKey {
  /** The public name of the key. */
  readonly id: string
  /** See OriginalsKey. */
  readonly originalsId: string
  /** HKDF-SHA-256 subkey of 32 bytes for a purpose and a domain. */
  subkey(purpose: string, domain: string): Uint8Array
}

/** The keys of one master key: HKDF-SHA-256 (RFC 5869), each part of the info with its length, so that no two coincide. */
export function createPseudonymKey(master: Uint8Array): PseudonymKey {
  const known = new Map<string, Uint8Array>()
  // Every chunk asks for the same ones.
  const subkey = (purpose: string, domain: string) => {
    const name = JSON.stringify([purpose, domain])
    const found = known.get(name) ?? derive(master, purpose, domain)
    known.set(name, found)
    return found
  }
  const id = `k-${Buffer.from(subkey('key-id', '')).toString('hex').slice(0, 12)}`
  return { id, originalsId: id, subkey }
}

function derive(master: Uint8Array, purpose: string, domain: string): Uint8Array {
  const info = ['nightmask', '1', purpose, domain].map((part) => {
    const bytes = Buffer.from(part, 'utf8')
    return Buffer.concat([Buffer.of(bytes.length >> 8, bytes.length & 0xff), bytes])
  })
  return new Uint8Array(hkdfSync('sha256', master, new Uint8Array(), Buffer.concat(info), 32))
}
