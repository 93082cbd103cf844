import { argon2Sync } from 'node:crypto'
import type { PasswordScheme } from './scheme.ts'

const parameters = /^((?:\{argon2\}|argon2)?)\$(argon2(?:id|i|d))\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$/
const header = new RegExp(`${parameters.source}$`)
const stored = new RegExp(`${parameters.source}[A-Za-z0-9+/]+\\$[A-Za-z0-9+/]+$`)
/** 64 MiB, in KiB. */
const [mostMemory, mostPasses, mostLanes] = [65_536, 10, 4]
const saltBytes = 16
const hashBytes = 32

/** Argon2 as PHP, Django (`argon2$…`) and Spring (`{argon2}…`) store it. */
export const argon2: PasswordScheme = {
  name: 'argon2',
  standardHeader: '$argon2id$v=19$m=65536,t=4,p=1$',
  takes(text) {
    const [, , , memory, passes, lanes] = header.exec(text) ?? []
    const isWithin = (given: string | undefined, least: number, most: number) =>
      Number(given) >= least && Number(given) <= most
    return (
      isWithin(memory, 8 * Number(lanes), mostMemory) &&
      isWithin(passes, 1, mostPasses) &&
      isWithin(lanes, 1, mostLanes)
    )
  },
  headerOf(text) {
    const [, prefix, variant, memory, passes, lanes] = stored.exec(text) ?? []
    if (variant === undefined) return null
    const limited = `m=${Math.min(Number(memory), mostMemory)},t=${Math.min(Number(passes), mostPasses)},p=${Math.min(Number(lanes), mostLanes)}`
    return `${prefix}$${variant}$v=19$${limited}$`
  },
  lengthOf: ({ length }) =>
    length + unpadded(new Uint8Array(saltBytes)).length + 1 + unpadded(new Uint8Array(hashBytes)).length,
  hash(password, { header: given, random }) {
    const [, , variant, memory, passes, parallelism] = header.exec(given)!
    const nonce = random.subarray(0, saltBytes)
    const hash = argon2Sync(variant as 'argon2id', {
      message: password,
      nonce,
      parallelism: Number(parallelism),
      tagLength: hashBytes,
      memory: Number(memory),
      passes: Number(passes),
    })
    return `${given}${unpadded(nonce)}$${unpadded(hash)}`
  },
}

function unpadded(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/=+$/, '')
}
