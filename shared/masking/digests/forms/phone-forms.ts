/** Country codes of two digits (ITU-T E.164); 1 and 7 stand alone, all others have three. */
const ofTwo = new Set(
  '20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98'.split(
    ' ',
  ),
)
const fewest = 7
const most = 15
/** So many digits may begin with a country's code that nothing marks as one. */
const fewestWithCode = 11

/** Whether a value is written as phone numbers are, and nothing else is: with a prefix of its own, or in brackets and groups. */
export function isPhone(value: string): boolean {
  if (!/^[+(]?[\d\s().\-/]{6,24}$/.test(value) || /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(\s|$)/.test(value)) return false
  const digits = value.replaceAll(/\D/g, '').length
  if (digits < fewest || digits > most) return false
  return (
    /^(\+|00)/.test(value) ||
    (/^\(?0/.test(value) && /[\s()/-]/.test(value)) ||
    /^\(?\d{3}\)?[ .-]+\d{3}[ .-]\d{4}$/.test(value)
  )
}

/** The digits of a phone number without its country's code and without a trunk's zero, as all its spellings have them. */
export function nationalNumbers(value: string, isOfPhones: boolean): string[] {
  const digits = value.replaceAll(/\D/g, '')
  const isMarked = /^\s*(\+|00)/.test(value)
  const bare = digits.replace(/^0+/, '')
  const cut = isMarked || (isOfPhones && !digits.startsWith('0') && bare.length >= fewestWithCode)
  const national = cut ? bare.slice(codeLength(bare)).replace(/^0+/, '') : bare
  return [...new Set([national, ...(isMarked ? [] : [bare])])].filter(
    ({ length }) => length >= fewest && length <= most,
  )
}

function codeLength(digits: string): number {
  if (digits[0] === '1' || digits[0] === '7') return 1
  return ofTwo.has(digits.slice(0, 2)) ? 2 : 3
}

const lengths = Uint8Array.from({ length: 100 }, (_, two) => codeLength(String(two).padStart(2, '0')))

/** How many digits of country code a number with one begins with, at an offset of ASCII digits. */
export function codeLengthAt(digits: Uint8Array, at: number): number {
  return lengths[(digits[at]! - 0x30) * 10 + digits[at + 1]! - 0x30]!
}
