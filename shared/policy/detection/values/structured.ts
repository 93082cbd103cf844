import type { PersonalKind } from '../finding.ts'
import { knownKind } from '../names/keys.ts'
import type { KnownNames } from '../names/person-words.ts'

/** JSON, XML, or a PHP-serialised value. */
export function isStructured(value: string): boolean {
  return /^\s*[{[]/.test(value) || /^(a:\d+:\{|O:\d+:"|s:\d+:")/.test(value) || /^\s*<\??[a-z][^>]*>/i.test(value)
}

/** What a program reads back: serialised PHP, JSON, XML with its head. A page of HTML is what somebody wrote. */
export function isForPrograms(value: string): boolean {
  return /^(?:a:\d+:\{|O:\d+:"|s:\d+:")|^\s*(?:\{\s*["}]|\[\s*["{\]\d]|<\?xml\b)/.test(value)
}

/** Whether a structure has keys or elements that are called like personal data, and texts behind them that are no contradiction. */
export function holdsPersonalKeys(value: string, names: KnownNames): boolean {
  return leavesOf(value).some(([key, leaf]) => knownKind(key, leaf, names) !== null)
}

/** The same, but for what the configuration of an application has of its own: who wrote a part of it, where that is, its secrets. */
export function holdsPeople(value: string, names: KnownNames): boolean {
  return leavesOf(value).some(([key, leaf]) => {
    const kind = knownKind(key, leaf, names)
    return kind !== null && !ofPrograms.has(kind) && !/author|creator|maintainer|vendor|copyright/i.test(key)
  })
}

const ofPrograms: ReadonlySet<PersonalKind> = new Set<PersonalKind>(['secret', 'web_address', 'picture', 'company'])

function leavesOf(value: string): (readonly [key: string, leaf: string])[] {
  return [
    ...value.matchAll(/"([^"\\]{2,40})"\s*:\s*"((?:[^"\\]|\\.)+)"/g),
    ...value.matchAll(/s:\d+:"([^"]{2,40})";s:[1-9]\d*:"([^"]*)"/g),
    ...value.matchAll(/<([a-z_][\w-]{1,40})>([^<\s][^<]*)</gi),
  ].map(([, key = '', leaf = '']) => [key, leaf] as const)
}

/** Whether a key, of JSON or of an attribute table, is called like personal data. */
export { isPersonalKey, knownKind } from '../names/keys.ts'
