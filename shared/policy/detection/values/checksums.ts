/** An IBAN whose check digits are right: ISO 13616, mod 97. */
export function isBankAccount(value: string): boolean {
  const compact = value.replaceAll(/[\s-]/g, '').toUpperCase()
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(compact)) return false
  return ibanRemainder(compact.slice(4) + compact.slice(0, 4)) === 1n
}

/** What ISO 13616 asks to be 1: account, country and check digits, letters counted from A as 10, modulo 97. */
export function ibanRemainder(text: string): bigint {
  return BigInt(text.replaceAll(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))) % 97n
}

/** 13 to 19 digits of a card issuer's range whose Luhn sum (ISO/IEC 7812) is right. */
export function isCardNumber(value: string): boolean {
  const digits = value.replaceAll(/[\s-]/g, '')
  if (!/^[3-6]\d{12,18}$/.test(digits)) return false
  return luhnSum(digits) % 10 === 0
}

/** The sum of ISO/IEC 7812 over digits of which the last one is the check digit. */
export function luhnSum(digits: string): number {
  return [...digits].reverse().reduce((total, digit, at) => total + luhn(Number(digit), at), 0)
}

function luhn(digit: number, at: number): number {
  if (at % 2 === 0) return digit
  return digit > 4 ? digit * 2 - 9 : digit * 2
}
