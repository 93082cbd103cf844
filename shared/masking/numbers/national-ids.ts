import { luhnDigit } from './check-digits.ts'

/** Numbers that a country gives to persons, as `drawForm` draws all but their check digits, which come last. */
export interface NationalId {
  readonly form: string
  /** The check digits of what was drawn, its letters and digits alone; null where no number begins so. */
  readonly check: (body: string) => string | null
}

const none = () => ''

/** By ISO 3166 code. Where a country keeps numbers for tests or gives some to nobody, only those are drawn; the source says so. */
export const nationalIds = {
  // Rijksregister, Registre national: 97 less the remainder by 97.
  BE: id('yy.mm.dd-###.', (body) => two(97 - remainder(body, 97))),
  // Receita Federal, CPF: two digits of weights from 10 and 11 down, modulo 11.
  BR: id('###.###.###-', (body) => [1, 2].reduce((made) => made + cpfDigit(made), body).slice(-2)),
  // Employment and Social Development Canada, SIN: Luhn; none begins with 0.
  CA: id('0## ### ##', luhnDigit),
  // AHV, eCH-0044: 756, then EAN-13.
  CH: id('756.####.####.#', (body) => modTen(body, [1, 3])),
  // GB 11643-1999: ISO 7064 MOD 11-2.
  CN: id(
    '[1-6]#0[1-3]0[1-9]19yymmdd###',
    (body) => '10X98765432'[weighted(body, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11]!,
  ),
  // BZSt, steuerliche Identifikationsnummer: ISO 7064 MOD 11,10, one digit twice among the first ten; those for tests begin with 0.
  DE: id('0#########', (body) => (new Set(body).size === 9 ? mod1110(body) : null)),
  // Ministerio del Interior, DNI: the letter of the remainder by 23.
  ES: id('########', (body) => 'TRWAGMYFPDXBNJZSQVHLCKE'[remainder(body, 23)]!),
  // Digital and Population Data Services Agency: remainder by 31; 900 to 999 are nobody's.
  FI: id('ddmmyy-9##', (body) => '0123456789ABCDEFHJKLMNPRSTUVWXY'[remainder(body, 31)]!),
  // INSEE, numéro de sécurité sociale: 97 less the remainder by 97.
  FR: id('[12] yy mm [1-8][1-9] ### ### ', (body) => two(97 - remainder(body, 97))),
  // HMRC NIM39110: no prefix has a Q.
  GB: id('QQ ## ## ## [A-D]', none),
  // UIDAI, Aadhaar: Verhoeff; none begins with 0 or 1.
  IN: id('[2-9]### #### ###', verhoeff),
  // DM 23 dicembre 1976, codice fiscale.
  IT: id('@@@@@@##[ABCDEHLMPRST][0-2][1-9][A-M]###', codiceFiscale),
  // RvIG, burgerservicenummer: weights from 9 to 2, and -1, modulo 11.
  NL: id('[1-9]#######', (body) => oneDigit(weighted(body, [9, 8, 7, 6, 5, 4, 3, 2]) % 11)),
  // Skatteetaten: two digits modulo 11; months from 81 on are of synthetic persons.
  NO: id('ddMMyy###', norwegian),
  // PESEL, Ustawa o ewidencji ludności: weights 1, 3, 7, 9.
  PL: id('yymmdd####', (body) => modTen(body, [1, 3, 7, 9])),
  // NIF, Portaria 271/99: weights from 9 to 2, modulo 11.
  PT: id('[1-3]#######', (body) =>
    String((Math.max(0, 11 - (weighted(body, [9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11) % 10),
  ),
  // Skatteverket, personnummer: Luhn; 980 to 999 are kept for tests.
  SE: id('yymmdd-9[89]#', luhnDigit),
  // Social Security Administration: no area begins with 9; IRS: individual taxpayers' numbers there have groups from 50 on.
  US: id('9##-[0-4]#-####', none),
} satisfies Record<string, NationalId>

function id(form: string, check: NationalId['check']): NationalId {
  return { form, check }
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}

function remainder(digits: string, modulus: number): number {
  return Number(BigInt(digits) % BigInt(modulus))
}

/** The sum of the digits by weights that begin anew where they end. */
function weighted(digits: string, weights: readonly number[]): number {
  return [...digits].reduce((sum, digit, at) => sum + Number(digit) * weights[at % weights.length]!, 0)
}

function modTen(digits: string, weights: readonly number[]): string {
  return String((10 - (weighted(digits, weights) % 10)) % 10)
}

function oneDigit(number: number): string | null {
  return number > 9 ? null : String(number)
}

function cpfDigit(digits: string): string {
  const weights = [...digits].map((_, at) => digits.length + 1 - at)
  const rest = weighted(digits, weights) % 11
  return String(rest < 2 ? 0 : 11 - rest)
}

function norwegian(body: string): string | null {
  const digit = (digits: string, weights: readonly number[]) => oneDigit((11 - (weighted(digits, weights) % 11)) % 11)
  const first = digit(body, [3, 7, 6, 1, 8, 9, 4, 5, 2])
  const second = first && digit(body + first, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2])
  return second && first + second
}

function mod1110(digits: string): string {
  let product = 10
  for (const digit of digits) product = (((Number(digit) + product) % 10 || 10) * 2) % 11
  return String((11 - product) % 10)
}

const oddPlaces = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]

function codiceFiscale(body: string): string {
  const sum = [...body].reduce((total, sign, at) => {
    const place = /\d/.test(sign) ? Number(sign) : sign.charCodeAt(0) - 65
    return total + (at % 2 === 0 ? oddPlaces[place]! : place)
  }, 0)
  return String.fromCharCode(65 + (sum % 26))
}

/** Verhoeff (1969): the dihedral group of ten elements, and a permutation for each place. */
function verhoeff(body: string): string {
  const times = (a: number, b: number) =>
    a < 5 ? (b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5)) : b < 5 ? 5 + ((a - b) % 5) : (a - b + 5) % 5
  const permuted = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]
  let check = 0
  for (const [at, digit] of [...body].reverse().entries()) {
    let place = Number(digit)
    for (let n = 0; n < (at + 1) % 8; n++) place = permuted[place]!
    check = times(check, place)
  }
  return String(check < 5 ? (5 - check) % 5 : check)
}
