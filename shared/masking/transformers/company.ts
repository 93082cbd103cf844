import { z } from 'zod'
import { localeShape } from '../../policy/file/locale-shape.ts'
import { foldWords } from '../text/fold-words.ts'
import type { MaskContext, Transformer } from '../transformer.ts'
import { namesFrom } from './composed-names.ts'
import { proveAll, proveKind, proveLength, proveNotUnique, provePool } from './kinds.ts'
import { lastNames, poolFor } from './pools.ts'

const shape = z.strictObject({ locale: localeShape.optional() })
const shortestName = 4
const longestForm = 30
/** Legal forms as they stand behind a name; of several words the longer ones first. */
const forms =
  /[\s,]+((?:gmbh|ag|se|ug|kg|ohg|limited|ltd)(?:\s*&\s*co\.?\s*(?:kgaa|kg|ohg)?)|(?:pty|pte|pvt)\.?\s+(?:ltd|limited)|sp\.?\s*z\s*o\.?\s*o|s\.?\s?(?:a\.?r\.?l|r\.?l|p\.?a|l\.?u|n\.?c|a\.?s)|gmbh|kgaa|kg|ag|ug|ohg|gbr|se|e\.?\s?(?:v|k|u)|limited|ltd|llc|llp|lp|plc|inc|incorporated|corp|corporation|co|company|b\.?v|n\.?v|v\.?o\.?f|s\.?a|s\.?l|ltda|eurl|sci|ab|hb|a\/s|aps|as|asa|oy|oyj|kft|zrt|s\.?r\.?o|d\.?o\.?o|ooo|k\.?k)\.?\s*$/i

export const company: Transformer = {
  name: 'company',
  summary: 'A company called after last names of the locale, of the legal form that the one before has.',
  examples: [{ rule: 'company', type: 'varchar(80)', values: ['Marrow & Quill GmbH', 'Fenwick Stores'] }],
  options: shape,
  readsValue: true,
  draws: true,
  avoidsOriginals: true,
  originals: 'common',
  domain: () => 'company',
  prove: (context, options) =>
    proveAll(
      proveKind(context, ['text', 'binary'], 'company'),
      proveLength(context, shortestName, 'company'),
      proveNotUnique(context, 'company'),
      provePool(context, 'company', poolOf(context, options)),
    ),
  compile(context, options) {
    const names = namesFrom(poolOf(context, options), context.maxLength)
    return (value, draw) => {
      const form = forms.exec(value.slice(-longestForm))?.[0].trimEnd() ?? ''
      const one = names.draw(draw)
      const way = draw.int(3)
      const other = names.draw(draw)
      const both = way === 0 || other === one ? one : `${one}${way === 1 ? ' & ' : '-'}${other}`
      return [both + form, one + form, both].find(({ length }) => length <= context.maxLength) ?? one
    }
  },
  pool: (options, locale) => [...lastNames(shape.parse(options).locale ?? locale), ...lastNames('en')],
  recogniser(context, options) {
    const names = namesFrom(poolOf(context, options), context.maxLength)
    return (words) => words.length > 0 && words.every((word, at) => names.makes(word) || isForm(words.slice(at)))
  },
}

/** Legal forms are folded without their stops, so that `s.r.l.` is three words. */
function isForm(words: readonly string[]): boolean {
  return words.some((word) => forms.test(` ${word}`)) || forms.test(` ${words.join('.')}`)
}

function poolOf(context: MaskContext, options: unknown): string[] {
  const pool = poolFor(lastNames, shape.parse(options).locale ?? context.locale, context)
  return pool.filter((name) => foldWords(name).length === 1)
}
