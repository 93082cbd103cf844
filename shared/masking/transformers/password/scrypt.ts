import { scryptSync } from 'node:crypto'
import { type PasswordScheme, saltText } from './scheme.ts'

const saltLength = 22
/** 64 MiB: 128 bytes times cost times block size. */
const mostMemory = 65_536 * 1024

interface Parameters {
  readonly cost: number
  readonly block: number
  readonly lanes: number
}

/** Django writes `scrypt$cost$SALT$block$lanes$HASH`, Werkzeug `scrypt:cost:block:lanes$SALT$HASH`, passlib `$scrypt$ln=14,r=8,p=1$SALT$HASH`. */
const forms = [
  {
    header: /^scrypt\$(\d+)\$(\d+)\$(\d+)$/,
    stored: /^scrypt\$(\d+)\$[^$]+\$(\d+)\$(\d+)\$[A-Za-z0-9+/]+=*$/,
    // Salt and hash, and what stands between.
    more: 1 + saltLength + 1 + 88,
    write: ({ cost, block, lanes }: Parameters) => `scrypt$${cost}$${block}$${lanes}`,
    hash(password: string, given: Parameters, random: Uint8Array) {
      const { cost, block, lanes } = given
      const salt = saltText(random, saltLength)
      return `scrypt$${cost}$${salt}$${block}$${lanes}$${derive(password, salt, 64, given).toString('base64')}`
    },
  },
  {
    header: /^scrypt:(\d+):(\d+):(\d+)$/,
    stored: /^scrypt:(\d+):(\d+):(\d+)\$[^$]+\$[0-9a-f]+$/,
    more: 1 + saltLength + 1 + 128,
    write: ({ cost, block, lanes }: Parameters) => `scrypt:${cost}:${block}:${lanes}`,
    hash(password: string, given: Parameters, random: Uint8Array) {
      const { cost, block, lanes } = given
      const salt = saltText(random, saltLength)
      return `scrypt:${cost}:${block}:${lanes}$${salt}$${derive(password, salt, 64, given).toString('hex')}`
    },
  },
  {
    header: /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)$/,
    stored: /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+$/,
    more: 1 + 22 + 1 + 43,
    write: ({ cost, block, lanes }: Parameters) => `$scrypt$ln=${Math.log2(cost)},r=${block},p=${lanes}`,
    hash(password: string, given: Parameters, random: Uint8Array) {
      const salt = random.subarray(0, 16)
      const written = [salt, derive(password, salt, 32, given)].map((bytes) =>
        Buffer.from(bytes).toString('base64').replace(/=+$/, ''),
      )
      return `$scrypt$ln=${Math.log2(given.cost)},r=${given.block},p=${given.lanes}$${written.join('$')}`
    },
  },
] as const

export const scrypt: PasswordScheme = {
  name: 'scrypt',
  standardHeader: 'scrypt$16384$8$1',
  takes(header) {
    const read = readHeader(header)
    return (
      read !== null &&
      Number.isInteger(Math.log2(read.parameters.cost)) &&
      read.parameters.cost > 1 &&
      fits(read.parameters)
    )
  },
  headerOf(stored) {
    for (const { stored: pattern, header, write } of forms) {
      const parameters = parametersOf(pattern.exec(stored), header.source.includes('ln='))
      if (parameters) return write(lowered(parameters))
    }
    return null
  },
  lengthOf: (header) => header.length + readHeader(header)!.form.more,
  hash(password, { header, random }) {
    const { form, parameters } = readHeader(header)!
    return form.hash(password, parameters, random)
  },
}

function readHeader(header: string) {
  for (const form of forms) {
    const parameters = parametersOf(form.header.exec(header), form.header.source.includes('ln='))
    if (parameters) return { form, parameters }
  }
  return null
}

function parametersOf(match: RegExpExecArray | null, isLogarithm: boolean): Parameters | null {
  if (!match) return null
  const [, cost, block, lanes] = match.map(Number)
  return { cost: isLogarithm ? 2 ** cost! : cost!, block: block!, lanes: lanes! }
}

function fits({ cost, block, lanes }: Parameters): boolean {
  return 128 * cost * block <= mostMemory && block >= 1 && lanes >= 1 && lanes <= 16
}

function lowered({ cost, block, lanes }: Parameters): Parameters {
  let low = cost
  while (128 * low * block > mostMemory && low > 2) low /= 2
  return { cost: low, block, lanes: Math.min(lanes, 16) }
}

function derive(
  password: string,
  salt: string | Uint8Array,
  length: number,
  { cost, block, lanes }: Parameters,
): Buffer {
  return scryptSync(password, salt, length, { N: cost, r: block, p: lanes, maxmem: mostMemory * 2 })
}
