/** Whether everything that `inner` stands for is covered by `outer`; both may hold `*` and `?`, as IAM writes them. */
export function covers(outer: string, inner: string): boolean {
  return matched(outer, inner, (pattern, sign) => pattern === sign || (pattern === '?' && sign !== '*'))
}

/** Whether anything at all is covered by both. */
export function meets(one: string, other: string): boolean {
  if (!other.includes('*')) return matched(one, other, isMet)
  if (!one.includes('*')) return matched(other, one, isMet)
  const [a, b] = [one, other].map((glob) => glob.split('*')) as [string[], string[]]
  return fits(a[0]!, b[0]!) && fits(reversed(a.at(-1)!), reversed(b.at(-1)!))
}

function isMet(pattern: string, sign: string): boolean {
  return pattern === sign || pattern === '?' || sign === '?'
}

// Beginnings that agree as far as both go: between them either `*` may stand for what the other one says.
function fits(one: string, other: string): boolean {
  const length = Math.min(one.length, other.length)
  return matched(one.slice(0, length), other.slice(0, length), isMet)
}

function reversed(text: string): string {
  return [...text].reverse().join('')
}

/** The usual walk over a pattern, going back to the last `*` where it does not go on. */
function matched(pattern: string, text: string, same: (pattern: string, sign: string) => boolean): boolean {
  let [at, on, star, resume] = [0, 0, -1, 0]
  while (on < text.length)
    if (at < pattern.length && pattern[at] === '*') [star, resume, at] = [at, on, at + 1]
    else if (at < pattern.length && same(pattern[at]!, text[on]!)) [at, on] = [at + 1, on + 1]
    else if (star >= 0) [resume, at, on] = [resume + 1, star + 1, resume + 1]
    else return false
  return /^\**$/.test(pattern.slice(at))
}
