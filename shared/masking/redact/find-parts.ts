import { looks } from '../../policy/detection/values/looks.ts'
import type { PartFind } from '../../policy/rule-kind.ts'
import type { Mention } from '../people/mention.ts'
import type { WordSpan } from '../people/write-name.ts'
import type { Stranger } from '../strangers/find-strangers.ts'
import { findCodes } from './find-codes.ts'

/** A secret is known by the key before it, in a structure; people and strangers by their names. */
export type PartKind = PartFind | 'secret' | 'person'

/** Where somebody's address, number or name stands in a text. */
export interface Part {
  readonly kind: PartKind
  readonly start: number
  readonly end: number
  /** The address as its owner writes it: without the escapes of what stands around it. */
  readonly value: string
  /** Of people of the database: who is meant. */
  readonly mention?: Mention
  /** Of names: each word as [start, end) in the text. */
  readonly words?: readonly WordSpan[]
  /** Of strangers: which part of a name stands there. */
  readonly form?: Stranger['form']
}

export type FindParts = (text: string) => readonly Part[]

const nothing: readonly Part[] = []
const [zero, nine] = [0x30, 0x39]
const fewestOfPhone = 7

/** What is somebody's by its form, in order and apart from each other. */
export function findParts(text: string): readonly Part[] {
  // Most texts hold none, and are told so at once.
  if (!/[\d@]|:\/\//.test(text)) return nothing
  const emails = findEmails(text)
  const digits = digitsIn(text)
  const codes = digits > 0 || text.includes('://') ? findCodes(text, digits) : []
  const phones = digits >= fewestOfPhone ? findPhones(text) : []
  return apart([...emails, ...codes, ...phones])
}

/** ASCII digits: a look before the patterns of numbers. */
function digitsIn(text: string): number {
  let digits = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code >= zero && code <= nine) digits++
  }
  return digits
}

/** The longest of those that overlap, or the first in the list, in the order of the text. */
export function apart(parts: readonly Part[]): Part[] {
  if (parts.length < 2) return [...parts]
  const chosen: Part[] = []
  const length = ({ start, end }: Part) => end - start
  for (const part of parts.toSorted((a, b) => length(b) - length(a)))
    if (!chosen.some((other) => overlap(other, part))) chosen.push(part)
  return chosen.sort((a, b) => a.start - b.start)
}

// Scripts that put no space between words: a letter of theirs may stand on either side of a number or an address.
const unspaced = String.raw`\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}`
const [beforeLocal, behindDomain] = [
  new RegExp(String.raw`^.*[${unspaced}](?=[\x21-\x7e]+$)`, 'v'),
  new RegExp(String.raw`(?<=\.[a-z]{2,})[${unspaced}].*$`, 'iv'),
] as const
// `%40` is what links make of the sign.
const address =
  /([\p{L}\p{N}_+-]+(?:[.'’&=][\p{L}\p{N}_+-]+)*)(@|%40)((?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,})/gu
// `logo@2x.png` and `library@3.6.js` are files.
const fileEnding = /\.(?:js|mjs|cjs|css|map|json|html?|php|png|jpe?g|gif|svg|webp|avif|ico|woff2?|ttf|min)$/i

function findEmails(text: string): Part[] {
  const found: Part[] = []
  let behind = 0
  for (let sign = signIn(text, 0); sign >= 0; sign = signIn(text, behind)) {
    address.lastIndex = beginOfLocal(text, behind, sign)
    const match = address.exec(text)
    // None is behind it either.
    if (match === null) break
    const { index, 0: whole, 1: local = '', 3: domain = '' } = match
    behind = index + whole.length
    if (fileEnding.test(domain)) continue
    const cut = beforeAddress(text, index, local)
    const own = domain.replace(behindDomain, '')
    const end = behind - (domain.length - own.length)
    found.push({ kind: 'email', start: index + cut, end, value: `${local.slice(cut)}@${own}` })
  }
  return found
}

function signIn(text: string, from: number): number {
  const [plain, escaped] = [text.indexOf('@', from), text.indexOf('%40', from)]
  return plain < 0 || (escaped >= 0 && escaped < plain) ? escaped : plain
}

/** Not behind where the local part begins; the pattern, tried from the beginning of a text, is tried at each of its letters. */
function beginOfLocal(text: string, from: number, sign: number): number {
  let at = sign
  while (at > from && mayBeLocal(text.charCodeAt(at - 1))) at--
  return at
}

const ofLocal = Uint8Array.from({ length: 128 }, (_, code) => (/[\w+.'&=-]/.test(String.fromCharCode(code)) ? 1 : 0))

function mayBeLocal(code: number): boolean {
  return code >= 128 || ofLocal[code] === 1
}

/** How many characters in front are not of the address: the name of a parameter, or the letter of an escape such as `\n`. */
function beforeAddress(text: string, at: number, local: string): number {
  const named = Math.max(local.lastIndexOf('='), local.lastIndexOf('&')) + 1
  if (named > 0) return named
  const words = beforeLocal.exec(local)?.[0].length ?? 0
  if (words > 0) return words
  return text[at - 1] === '\\' && /^[nrtbf]./.test(local) ? 1 : 0
}

const number = new RegExp(
  String.raw`(?<![[\p{L}\p{N}_.+@%\/\-]--[${unspaced}]])(?:\+|\(|00?)?\d(?:[\d \(\).\-\/]{4,46})\d(?![[\p{L}\p{N}_@]--[${unspaced}]])`,
  'gv',
)

function findPhones(text: string): Part[] {
  return [...text.matchAll(number)].flatMap(({ index, 0: whole }) => longestPhones(whole, index))
}

/** Numbers that stand side by side are taken for one by the pattern: apart where both are phone numbers, else the longest beginning that is one. */
function longestPhones(whole: string, at: number): Part[] {
  const part = (start: number, end: number): Part[] => {
    const value = whole.slice(start, end).replace(/\D+$/, '')
    return isPhone(value) ? [{ kind: 'phone', start: at + start, end: at + start + value.length, value }] : []
  }
  const all = part(0, whole.length)
  if (all.length > 0) return all
  const gaps = [...whole.matchAll(/ (?=[\d+(])/g)].map(({ index }) => index).reverse()
  const both = gaps
    .map((gap) => [part(0, gap), part(gap + 1, whole.length)])
    .find((sides) => sides.every((side) => side.length > 0))
  if (both) return both.flat()
  const first = gaps.find((gap) => part(0, gap).length > 0) ?? gaps.at(-1)
  return first === undefined ? [] : [...part(0, first), ...longestPhones(whole.slice(first + 1), at + first + 1)]
}

// As numbers are written at home, without a country's code: `06.12.34.56.78`, `600-123-456`, `333 123 4567`. In a text the same number stands
// with its code elsewhere.
const inGroups =
  /^(?:0\d(?:[ .-]\d{2}){4}|\d{3}([ -])\d{3}\1\d{3,4}|\d{3}[ .-]\d{3}[.-]\d{4}|\d{3}([ -])\d{2}\2\d{2}\2\d{2})$/

// `0.75 0.5` is written like one, and is two numbers.
function isPhone(value: string): boolean {
  return (looks.phone(value) || inGroups.test(value)) && !value.split(' ').some((token) => /^\d+\.\d+$/.test(token))
}

function overlap(a: Part, b: Part): boolean {
  return a.start < b.end && b.start < a.end
}
