import type { Schema } from '../../../schema/schema.ts'
import { mentionsPerson } from '../values/looks.ts'

/**
 * Where the schema's own text mentions somebody: comments, defaults, labels, partitions, views, routines. No rule reaches these;
 * a run refuses to publish when such a text holds an original. Each as `users.status: its comment`, never the text.
 */
export function personalDefinitions({ tables, programs }: Schema): string[] {
  return [
    ...tables.flatMap(({ name, columns, createSql }) => {
      const found = columns.flatMap(({ name: column, comment, defaultSql, labels }) => [
        ...(mentionsPerson(comment) ? [`${name}.${column}: its comment`] : []),
        ...(mentionsPerson(defaultSql ?? '') ? [`${name}.${column}: its default`] : []),
        ...(labels.some(mentionsPerson) ? [`${name}.${column}: its labels`] : []),
      ])
      return found.length === 0 && mentionsPerson(createSql) ? [`${name}: its definition`] : found
    }),
    ...programs
      .filter(({ createSql }) => mentionsPerson(createSql))
      .map(({ type, name }) => `the text of the ${type} ${name}`),
  ]
}
