import { z } from 'zod'
import { localeShape } from '../../../policy/file/locale-shape.ts'
import type { MaskContext, OriginalsKind, Proof, Transformer } from '../../transformer.ts'
import { proveAll, proveKind, proveLength, proveUnique } from '../kinds.ts'
import { ofPeople } from '../of-people.ts'
import { firstNames, lastNames } from '../pools.ts'
import { madeFor, type Part, type PartName, parts } from './parts.ts'
import { personMaker } from './person.ts'

const names = Object.keys(parts) as [PartName, ...PartName[]]
const shape = z.strictObject({
  ...ofPeople,
  part: z
    .enum(names)
    .meta({ description: 'What of the person the column gets.', examples: ['last_name'] })
    .default('full_name'),
  template: z
    .string()
    .refine(
      (text) => placesIn(text).every((place) => Object.hasOwn(parts, place)),
      `may name in braces: ${names.join(', ')}`,
    )
    .meta({
      description: 'A text with parts in braces, in place of one part.',
      examples: ['Dear {salutation} {last_name}'],
    })
    .optional(),
  forms: z
    .tuple([z.string(), z.string()])
    .meta({ description: 'For part gender: what stands for a woman and for a man.', examples: [['F', 'M']] })
    .default(['female', 'male']),
  locale: localeShape.optional(),
})

export const persona: Transformer = {
  name: 'persona',
  summary:
    'A part of one invented person for each real one: names, addresses, salutation and all else drawn from `of` agree in every column and table.',
  examples: [
    { rule: '{ mask: persona, of: people.id }', type: 'varchar(60)', values: ['Quill Marrow'] },
    { rule: '{ mask: persona, of: people.id, part: email }', type: 'varchar(60)', values: ['quill@marrow.test'] },
    {
      rule: '{ mask: persona, of: people.id, template: "Dear {salutation} {last_name}" }',
      type: 'varchar(60)',
      values: ['Dear Quill'],
    },
  ],
  options: shape,
  readsValue: false,
  draws: true,
  drawsFrom: 'subject',
  redraws: 'self',
  tagged: (options) =>
    piecesOf(shape.parse(options)).some(({ part }) => part !== null && part.bits(Number.POSITIVE_INFINITY) > 0),
  avoidsOriginals: true,
  originals: (options) => strictest(piecesOf(shape.parse(options)).flatMap((piece) => piece.part?.originals ?? [])),
  domain: (options) => `persona:${String(options.of)}`,
  prove(context, options) {
    const settings = shape.parse(options)
    const pieces = piecesOf(settings)
    const forms = Math.max(...settings.forms.map((form) => form.length))
    const longest = pieces.reduce(
      (sum, { part, text }) => sum + (part?.longest || forms) * Number(!!part) + text.length,
      0,
    )
    return proveAll(
      settings.part === 'gender' && context.column.kind === 'enum'
        ? proveLabels(context, settings.forms)
        : proveKind(context, ['text', 'binary'], 'persona'),
      context.column.kind === 'enum'
        ? { ok: true }
        : proveLength(context, longest, `persona ${settings.template ?? settings.part}`),
      proveScript(context, settings.locale ?? context.locale),
      proveOnePerson(context, Math.max(...pieces.map(({ part }) => part?.bits(context.maxLength) ?? 0))),
    )
  },
  compile(context, options) {
    const settings = shape.parse(options)
    const locale = settings.locale ?? context.locale
    const personOf = personMaker(context, locale)
    const made = madeFor(context, locale, settings.forms)
    const pieces = piecesOf(settings)
    const room = pieces.length === 1 ? context.maxLength : Number.POSITIVE_INFINITY
    return (_value, draw) => {
      const person = personOf(draw)
      const text = pieces.map(({ part, text }) => part?.make(person, room, made) ?? text).join('')
      return fitted(text, context)
    }
  },
  pool: (options, locale) => {
    const chosen = shape.parse(options).locale ?? locale
    return [...firstNames(chosen), ...lastNames(chosen), ...firstNames('en'), ...lastNames('en')]
  },
}

interface Piece {
  /** Null for text that stands as it is. */
  readonly part: Part | null
  readonly text: string
}

function piecesOf({ part, template }: z.infer<typeof shape>): Piece[] {
  if (template === undefined) return [{ part: parts[part], text: '' }]
  return template
    .split(/(\{\w+\})/)
    .filter((text) => text !== '')
    .map((text) => {
      const [place] = placesIn(text)
      return place === undefined ? { part: null, text } : { part: parts[place as PartName], text: '' }
    })
}

function placesIn(template: string): string[] {
  return [...template.matchAll(/\{(\w+)\}/g)].map(([, place]) => place!)
}

function strictest(kinds: readonly OriginalsKind[]): OriginalsKind {
  return (['identifying', 'name', 'common'] as const).find((kind) => kinds.includes(kind)) ?? 'none'
}

/** A unique column takes what differs from person to person, where no two rows are about the same one. */
function proveOnePerson(context: MaskContext, bits: number): Proof {
  if (!context.unique) return { ok: true }
  if (!context.subjectUnique)
    return { ok: false, problem: 'persona makes the same for two rows about one person, and the column is unique' }
  return bits === 0
    ? { ok: false, problem: 'persona repeats names, and the column is unique; its parts email and username do not' }
    : proveUnique(context, bits, 'persona')
}

/** Accents may go, letters may not. */
function proveScript(context: MaskContext, locale: string): Proof {
  const lost = context.column.kind === 'text' && firstNames(locale).some((name) => fitted(name, context) === '')
  return lost
    ? { ok: false, problem: `its character set ${context.column.charset} cannot hold names of the locale ${locale}` }
    : { ok: true }
}

function proveLabels({ column }: MaskContext, forms: readonly string[]): Proof {
  const missing = forms.find((form) => !column.labels.includes(form))
  return missing === undefined
    ? { ok: true }
    : {
        ok: false,
        problem: `persona gender writes ${missing}, which is no label of the column: say both, as in forms: [f, m]`,
      }
}

function fitted(text: string, { column, maxLength, holds }: MaskContext): string {
  // ENUM columns travel as the label's number.
  if (column.kind === 'enum') return String(column.labels.indexOf(text) + 1)
  const held = holds(text) ? text : text.normalize('NFKD').replaceAll(/[^\x20-\x7e]/g, '')
  return [...held].length <= maxLength ? held : [...held].slice(0, maxLength).join('').trimEnd()
}
