/** The check digit that ISO/IEC 7812 (Luhn) asks for behind the digits. */
export function luhnDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, at) => total + doubled(Number(digit), at), 0)
  return String((10 - (sum % 10)) % 10)
}

/** The two check digits of an IBAN (ISO 13616, mod 97) of the country and the account, both in capitals. */
export function ibanDigits(country: string, account: string): string {
  const digits = numbersOf(`${account}${country}00`)
  return String(98n - (BigInt(digits) % 97n)).padStart(2, '0')
}

/** The check digit of weights 2 to 7 from the right, mod 11; ten is X. */
export function mod11Digit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, at) => total + Number(digit) * ((at % 6) + 2), 0)
  const rest = (11 - (sum % 11)) % 11
  return rest === 10 ? 'X' : String(rest)
}

/** Letters as ISO 13616 counts them: A is 10, Z is 35. */
function numbersOf(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))
}

function doubled(digit: number, at: number): number {
  if (at % 2 === 1) return digit
  return digit > 4 ? digit * 2 - 9 : digit * 2
}
