import { isBankAccount, isCardNumber } from '../../policy/detection/values/checksums.ts'
import { addressWithin } from '../text/ip-address.ts'
import type { Part } from './find-parts.ts'

/** Of ASCII: a card has twelve, a bank account two for its check. */
const [fewestOfCard, fewestOfAccount] = [12, 2]

/** Card numbers and bank accounts whose check digits are right, network addresses, and links that hold a token; `digits` counts those of the text. */
export function findCodes(text: string, digits: number): Part[] {
  const links = text.includes('://') ? findLinks(text) : []
  if (digits === 0) return links
  const cards = digits >= fewestOfCard ? findCards(text) : []
  const accounts = digits >= fewestOfAccount ? findAccounts(text) : []
  return [...links, ...cards, ...accounts, ...findAddresses(text)]
}

const link = /\b[a-z][a-z0-9+.-]{1,15}:\/\/[^\s<>"'`\\|^{}]+/gi
const tokenName =
  /[?&#;](?:[\w.-]*(?:token|secret|signature|passw(?:or)?d|api_?key|session|ticket|nonce|otp)|key|sig|auth|code|pwd|jwt|hash|sid|invite|reset|confirm|unsubscribe|magic)[\w.-]*=[^&#]{6,}/i
const login = /:\/\/[^/?#@]*:[^/?#@]*@/
const shortestToken = 20

function findLinks(text: string): Part[] {
  return [...text.matchAll(link)].flatMap(({ index, 0: written }): Part[] => {
    const value = written.replace(/[.,;:!?)\]]+$/, '')
    return holdsToken(value) ? [{ kind: 'link', start: index, end: index + value.length, value }] : []
  })
}

function holdsToken(url: string): boolean {
  return tokenName.test(url) || login.test(url) || url.split(/[/?&=#.,;:]/).some(isToken)
}

/** Letters and digits in no order: a slug has words and hyphens, a picture's number has no letters. */
function isToken(part: string): boolean {
  if (part.length < shortestToken || !/^[\w~+%-]+$/.test(part)) return false
  const digits = part.replaceAll(/\D/g, '').length
  return digits >= 3 && part.length - digits >= 3 && !/[a-z]{5}-[a-z]{4}/i.test(part)
}

// An account whose check digits are wrong has groups of four, too.
const cardNumber = /(?<![\w.+-]|[A-Z]{2}\d{2} )[3-6]\d{3}(?:[ -]?\d){8,15}(?![\w-])/g

function findCards(text: string): Part[] {
  return [...text.matchAll(cardNumber)].flatMap(({ index, 0: value }): Part[] => {
    const sizes = value.split(/[ -]/).map(({ length }) => length)
    // Numbers in groups of their own are several.
    const isOne = sizes.length === 1 || sizes.slice(0, -1).every((size) => size >= 4 && size <= 6)
    return isOne && isCardNumber(value) ? [{ kind: 'card', start: index, end: index + value.length, value }] : []
  })
}

// In groups of four, or without any.
const account = /(?<![\w-])[A-Z]{2}\d{2}(?:(?:[ -][A-Z0-9]{4}){2,7}(?:[ -][A-Z0-9]{1,4})?|[A-Z0-9]{11,30})(?![\w-])/g

function findAccounts(text: string): Part[] {
  return [...text.matchAll(account)].flatMap(({ index, 0: whole }): Part[] => {
    // Words behind it are taken for a part of it by the pattern.
    for (let value = whole; value.length >= 15; value = value.slice(0, Math.max(0, value.search(/[ -][^ -]*$/))))
      if (isBankAccount(value)) return [{ kind: 'iban', start: index, end: index + value.length, value }]
    return []
  })
}

const nobodys = /^(?:0\.|127\.|169\.254\.|255\.|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|::1?$|2001:db8:)/i
const version = /(?:\bv|version|release|build|chrome\/|firefox\/|safari\/|\/)\s*$/i

function findAddresses(text: string): Part[] {
  if (!/\d\.\d|:[\da-f]*:/i.test(text)) return []
  // A stop behind it ends a sentence.
  return [...text.replaceAll(/\.(?=\s|$)/g, ' ').matchAll(addressWithin)].flatMap(({ index, 0: value }): Part[] => {
    const isAddress = value.includes('.')
      ? value.length >= 7
      : value.length >= 8 && (value.match(/:/g)?.length ?? 0) >= 4
    if (!isAddress || nobodys.test(value) || version.test(text.slice(Math.max(0, index - 12), index))) return []
    return [{ kind: 'network_address', start: index, end: index + value.length, value }]
  })
}
