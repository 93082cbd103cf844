import { pbkdf2Sync } from 'node:crypto'
import { type PasswordScheme, saltText } from './scheme.ts'

const mostRounds = 1_000_000
const saltLength = 22
const bytesOf: Readonly<Record<string, number>> = { sha1: 20, sha256: 32, sha512: 64 }

interface Form {
  /** Of a header; the groups are algorithm and rounds. */
  readonly header: RegExp
  readonly rest: RegExp
  /** Characters behind the header, where the algorithm gives so many bytes. */
  more(bytes: number): number
  /** A header with other rounds. */
  write(header: string, rounds: number): string
  hash(password: string, header: string, algorithm: string, rounds: number, random: Uint8Array): string
}

const decimal = (header: string, rounds: number) => header.replace(/\d+(?=\D$)/, String(rounds))

/** Django; Werkzeug; passlib; the classic PHP script that writes `sha256:1000:…`; ASP.NET Core Identity. */
const forms: readonly Form[] = [
  {
    header: /^pbkdf2_(sha1|sha256)\$(\d+)\$$/,
    rest: /^[^$]+\$[A-Za-z0-9+/]+=*$/,
    more: (bytes) => saltLength + 1 + Math.ceil(bytes / 3) * 4,
    write: decimal,
    hash: (password, header, algorithm, rounds, random) => {
      const salt = saltText(random, saltLength)
      return `${header}${salt}$${derive(password, salt, algorithm, rounds).toString('base64')}`
    },
  },
  {
    header: /^pbkdf2:(sha1|sha256|sha512):(\d+)\$$/,
    rest: /^[^$]+\$[0-9a-f]+$/,
    more: (bytes) => saltLength + 1 + bytes * 2,
    write: decimal,
    hash: (password, header, algorithm, rounds, random) => {
      const salt = saltText(random, saltLength)
      return `${header}${salt}$${derive(password, salt, algorithm, rounds).toString('hex')}`
    },
  },
  {
    header: /^\$pbkdf2-(sha256|sha512)\$(\d+)\$$/,
    rest: /^[A-Za-z0-9./]+\$[A-Za-z0-9./]+$/,
    more: (bytes) => 22 + 1 + Math.ceil((bytes * 4) / 3),
    write: decimal,
    hash: (password, header, algorithm, rounds, random) => {
      const salt = random.subarray(0, 16)
      const written = (bytes: Uint8Array) =>
        Buffer.from(bytes).toString('base64').replace(/=+$/, '').replaceAll('+', '.')
      return `${header}${written(salt)}$${written(derive(password, salt, algorithm, rounds))}`
    },
  },
  {
    header: /^(sha1|sha256|sha512):(\d+):$/,
    rest: /^[A-Za-z0-9+/]+=*:[A-Za-z0-9+/]+=*$/,
    more: () => 32 + 1 + 32,
    write: decimal,
    hash: (password, header, algorithm, rounds, random) => {
      const salt = Buffer.from(random.subarray(0, 24)).toString('base64')
      return `${header}${salt}:${derive(password, salt, algorithm, rounds, 24).toString('base64')}`
    },
  },
]

export const pbkdf2: PasswordScheme = {
  name: 'pbkdf2',
  standardHeader: 'pbkdf2_sha256$600000$',
  takes(header) {
    const [, , rounds] = formOf(header)?.header.exec(header) ?? []
    return Number(rounds) >= 1 && Number(rounds) <= mostRounds
  },
  headerOf(stored) {
    for (const { header, rest, write } of forms) {
      const [start] = new RegExp(header.source.replace(/\$$/, '')).exec(stored) ?? []
      if (start === undefined || !rest.test(stored.slice(start.length))) continue
      return write(start, Math.min(Number(header.exec(start)![2]), mostRounds))
    }
    return null
  },
  lengthOf(header) {
    const form = formOf(header)!
    return header.length + form.more(bytesOf[form.header.exec(header)![1]!]!)
  },
  hash(password, { header, random }) {
    const form = formOf(header)!
    const [, algorithm = '', rounds] = form.header.exec(header)!
    return form.hash(password, header, algorithm, Number(rounds), random)
  },
}

function formOf(header: string): Form | undefined {
  return forms.find((form) => form.header.test(header))
}

function derive(
  password: string,
  salt: string | Uint8Array,
  algorithm: string,
  rounds: number,
  length = bytesOf[algorithm]!,
): Buffer {
  return pbkdf2Sync(password, salt, rounds, length, algorithm)
}
