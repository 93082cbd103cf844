import { ibanRemainder, luhnSum } from '../../policy/detection/values/checksums.ts'

/** The check digit that ISO/IEC 7812 (Luhn) asks for behind the digits. */
export function luhnDigit(digits: string): string {
  return String((10 - (luhnSum(`${digits}0`) % 10)) % 10)
}

/** The two check digits of an IBAN (ISO 13616, mod 97) of the country and the account, both in capitals. */
export function ibanDigits(country: string, account: string): string {
  return String(98n - ibanRemainder(`${account}${country}00`)).padStart(2, '0')
}

/** The check digit of weights 2 to 7 from the right, mod 11; ten is X. */
export function mod11Digit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, at) => total + Number(digit) * ((at % 6) + 2), 0)
  const rest = (11 - (sum % 11)) % 11
  return rest === 10 ? 'X' : String(rest)
}
