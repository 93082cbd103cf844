import { z } from 'zod'
import { locales } from '../locales.ts'

/** A locale as an option of a rule; the parser of rules says which one is close to a misspelt one. */
export const localeShape = z
  .string()
  .meta({ id: 'locale', description: "Language of the fakes, one of faker's.", examples: ['de'], enum: [...locales] })
