import { z } from 'zod'
import { localeShape } from '../../policy/file/locale-shape.ts'
import { localeData } from '../../policy/locales.ts'
import { foldWords } from '../text/fold-words.ts'
import type { Draw, MaskContext, Transformer } from '../transformer.ts'
import { proveAll, proveKind, proveLength, proveNotUnique } from './kinds.ts'

const shape = z.strictObject({ locale: localeShape.optional() })
const shortestTitle = 8
/** How far up somebody stands: kept, since screens and rights depend on it. */
const level =
  /^(senior|sr\.?|junior|jr\.?|lead|head of|head|chief|principal|deputy|vice|assistant|trainee|intern|stellvertretender?|leitender?|auszubildender?|adjointe?|stagiaire|jefe de|jefa de)(?=\s)/i
/** `(m/w/d)`, as titles have it that are advertised. */
const genders = /\s*\((?:[a-z]\/){1,3}[a-z]\)$/i
const slot = /\{\{person\.job(Descriptor|Area|Type)\}\}/g
const plainPattern = '{{person.jobDescriptor}} {{person.jobArea}} {{person.jobType}}'

type Pools = Readonly<Record<'Descriptor' | 'Area' | 'Type', readonly string[]>>

export const jobTitle: Transformer = {
  name: 'job_title',
  summary: 'Another job title of the locale; a level in front (`Senior`, `Head of`) and a `(m/w/d)` behind it stay.',
  examples: [{ rule: 'job_title', type: 'varchar(80)', values: ['Senior Lighthouse Keeper (m/w/d)', 'Ferryman'] }],
  options: shape,
  readsValue: true,
  draws: true,
  avoidsOriginals: true,
  originals: 'common',
  domain: () => 'job_title',
  prove: (context) =>
    proveAll(
      proveKind(context, ['text', 'binary'], 'job_title'),
      proveLength(context, shortestTitle, 'job_title'),
      proveNotUnique(context, 'job_title'),
    ),
  compile(context, options) {
    const { pools, patterns } = wordsOf(context, options)
    return (value, draw) => {
      const kept = level.exec(value)?.[0]
      const behind = genders.exec(value)?.[0] ?? ''
      const title = titleOf(patterns[draw.int(patterns.length)]!, pools, draw, kept)
      const whole = title + behind
      return fits(whole, context) ? whole : cut(title, context)
    }
  },
  pool: (options, locale) => Object.values(poolsOf(shape.parse(options).locale ?? locale)).flat(),
  recogniser(context, options) {
    const { pools } = wordsOf(context, options)
    const own = new Set(Object.values(pools).flat().flatMap(foldWords))
    const kept = (words: readonly string[]) => level.test(`${words.join(' ')} `) || words[0]!.length === 1
    return (words) => words.every((word, at) => own.has(word) || kept(words.slice(at)))
  },
}

function titleOf(pattern: string, pools: Pools, draw: Draw, kept: string | undefined): string {
  return pattern.replaceAll(slot, (_, part: keyof Pools) => {
    const drawn = pools[part][draw.int(pools[part].length)]!
    return part === 'Descriptor' && kept !== undefined ? kept : drawn
  })
}

function wordsOf(context: MaskContext, options: unknown): { pools: Pools; patterns: readonly string[] } {
  const locale = shape.parse(options).locale ?? context.locale
  const own = poolsOf(locale)
  const isHeld = Object.values(own).every((pool) => pool.every((word) => context.holds(word)))
  return isHeld ? { pools: own, patterns: patternsOf(locale) } : { pools: poolsOf('en'), patterns: patternsOf('en') }
}

function poolsOf(locale: string): Pools {
  const of = (name: string) => listOf(locale, name) ?? listOf('en', name)!
  return { Descriptor: of('job_descriptor'), Area: of('job_area'), Type: of('job_type') }
}

function patternsOf(locale: string): readonly string[] {
  return listOf(locale, 'job_title_pattern') ?? [plainPattern]
}

function listOf(locale: string, name: string): readonly string[] | null {
  const list = (localeData(locale).person as Readonly<Record<string, unknown>> | undefined)?.[name]
  return Array.isArray(list) && list.length > 0 && list.every((item) => typeof item === 'string') ? list : null
}

function fits(text: string, { maxLength }: MaskContext): boolean {
  return [...text].length <= maxLength
}

/** As many words from the end as fit; of one that is too long, its beginning. */
function cut(title: string, context: MaskContext): string {
  const words = title.split(' ')
  for (let from = 0; from < words.length; from++) {
    const rest = words.slice(from).join(' ')
    if (fits(rest, context)) return rest
  }
  return [...words.at(-1)!].slice(0, context.maxLength).join('')
}
