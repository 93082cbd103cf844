import { methodsToG } from './a-to-g.ts'
import { methodsFromH } from './h-to-z.ts'

/** Every method with its sentence, as JSON Schemas list them. */
export const fakerMethods = Object.entries({ ...methodsToG, ...methodsFromH }).map(([method, description]) => ({
  const: method,
  description,
}))
