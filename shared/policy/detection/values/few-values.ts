import type { Column } from '../../../schema/schema.ts'
import { wordsOf } from '../names/name-words.ts'

/** Columns with so few values that counting them undoes a pseudonym (gender, country). */
export function hasFewValues(column: Column): boolean {
  if (column.kind === 'enum' || column.kind === 'set') return true
  if (/^(tinyint\(1\)|bit\(1\)|bool)/.test(column.columnType)) return true
  return fewValues.test(wordsOf(column.name))
}

const fewValues =
  /_(?:gender|sex|geschlecht|sexo|sexe|country|countries|land|pays|pais|nationality|staatsangehoerigkeit|religion|konfession|ethnicity|race|marital_?status|familienstand|language|sprache|currency|salutation|anrede|blood_?(?:type|group))(?:_(?:name|code|id))?_$/
