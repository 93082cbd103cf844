import type { Rule } from '../../policy/rule.ts'
import type { OriginalsKind, Transformer } from '../transformer.ts'

/** What a column's own name calls its values, whatever its rule. */
export type CalledKind = 'name' | 'identifying' | 'phone' | null

/** What the values of a column are, of which its rule says one thing and its name another. */
export function strictestKind(kind: OriginalsKind, called: CalledKind): OriginalsKind {
  if (called === null || kind === 'none' || kind === 'identifying' || kind === 'name') return kind
  return called === 'name' ? 'name' : 'identifying'
}

/** What finding a real value of the column would mean, as its rule says. */
export function originalsKind(
  transformer: Transformer,
  { options, originals }: Pick<Rule, 'options' | 'originals'>,
): OriginalsKind {
  if (originals === 'elsewhere') return 'none'
  return typeof transformer.originals === 'function' ? transformer.originals(options) : transformer.originals
}
