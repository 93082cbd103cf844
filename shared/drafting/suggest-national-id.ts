import { signsIn as signsOfForm } from '../masking/numbers/code-form.ts'
import { nationalIds } from '../masking/numbers/national-ids.ts'
import type { Suggestion } from '../policy/detection/preferred-rules.ts'

/** One in ten numbers has a right check digit by chance: so many of them have it only where they are of that country. */
const fewestValues = 8
/** Countries without check digits, by how their numbers are written. */
const byForm: Readonly<Record<string, RegExp>> = {
  US: /^\d{3}-\d{2}-\d{4}$/,
  GB: /^[A-CEGHJ-PR-TW-Z]{2} ?(?:\d{2} ?){3}[A-D]$/i,
}

/** The numbers of one country, where all sampled values are its; nothing where they may be of two. */
export function suggestNationalId(values: readonly string[]): Suggestion[] {
  const all = [...new Set(values)]
  if (all.length < fewestValues) return []
  const countries = Object.entries(nationalIds).filter(([country, { form, check }]) => {
    const known = byForm[country]
    if (known) return all.every((value) => known.test(value.trim()))
    const length = signsOfForm(form)
    return all.every((value) => {
      const signs = value.replaceAll(/[^A-Za-z0-9]/g, '').toUpperCase()
      const digits =
        /^\d*$/.test(signs.slice(0, length)) || /@/.test(form) ? checked(check, signs.slice(0, length)) : null
      return signs.length > length && digits === signs.slice(length)
    })
  })
  return countries.length === 1 ? [{ mask: 'national_id', options: { country: countries[0]![0] } }] : []
}

/** Null for what a check cannot read. */
function checked(check: (body: string) => string | null, body: string): string | null {
  try {
    return check(body)
  } catch {
    return null
  }
}
