/** An IBAN whose check digits are right: ISO 13616, mod 97. */
export function isBankAccount(value: string): boolean {
  const compact = value.replaceAll(/[\s-]/g, '').toUpperCase()
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(compact)) return false
  const digits = (compact.slice(4) + compact.slice(0, 4)).replaceAll(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  )
  return BigInt(digits) % 97n === 1n
}

/** 13 to 19 digits of a card issuer's range whose Luhn sum (ISO/IEC 7812) is right. */
export function isCardNumber(value: string): boolean {
  const digits = value.replaceAll(/[\s-]/g, '')
  if (!/^[3-6]\d{12,18}$/.test(digits)) return false
  const sum = [...digits].reverse().reduce((total, digit, at) => total + luhn(Number(digit), at), 0)
  return sum % 10 === 0
}

function luhn(digit: number, at: number): number {
  if (at % 2 === 0) return digit
  return digit > 4 ? digit * 2 - 9 : digit * 2
}
