/** Of each of the 64 rounds of SHA-256 (FIPS 180-4, section 4.2.2). */
export const roundConstants = firstPrimes(64).map((prime) => fraction(Math.cbrt(prime)))
/** The state that a hash begins with (section 5.3.3). */
export const initialState = firstPrimes(8).map((prime) => fraction(Math.sqrt(prime)))

function firstPrimes(count: number): number[] {
  const primes: number[] = []
  for (let candidate = 2; primes.length < count; candidate++)
    if (primes.every((prime) => candidate % prime)) primes.push(candidate)
  return primes
}

/** The first 32 bits of a number's fractional part. */
function fraction(number: number): number {
  return Math.floor((number - Math.floor(number)) * 2 ** 32)
}
