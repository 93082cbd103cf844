/** One way in which applications store passwords, one file each. */
export interface PasswordScheme {
  /** What policy.yaml calls it under `hash`. */
  readonly name: string
  /**
   * What all hashes of one installation have in common, without salt and hash: algorithm and cost, as `header` in the policy. Null where
   * a stored text is none of the scheme's. Costs that would take seconds are lowered: applications read them from each hash.
   */
  headerOf(stored: string): string | null
  /** Whether `hash` takes the header. */
  takes(header: string): boolean
  readonly standardHeader: string
  /** Characters of a hash under the header. */
  lengthOf(header: string): number
  /** What an application of the scheme accepts as the stored form of `password`. */
  hash(password: string, options: HashOptions): string
}

export interface HashOptions {
  readonly header: string
  /** Where the salt stands; only some schemes leave it open. */
  readonly order: Order
  /** A salt that the application keeps in another column; null where the scheme stores its own or none. */
  readonly salt: string | null
  /** 32 bytes that are the same in every run with one key: what makes a salt of the scheme's own. */
  readonly random: Uint8Array
}

export type Order = 'salt-first' | 'password-first'

/** A scheme that has no header to choose. */
export const withoutHeader = {
  takes: (header: string) => header === '',
  standardHeader: '',
} as const

/** A salt of letters and digits. */
export function saltText(random: Uint8Array, length: number): string {
  return Array.from(random.subarray(0, length), (byte) => alphanumeric[byte % alphanumeric.length]).join('')
}

const alphanumeric = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
