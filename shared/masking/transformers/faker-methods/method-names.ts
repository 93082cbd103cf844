import { FakerClass, localeData } from '../../../policy/locales.ts'

/** Every method of faker that a rule may name, such as `location.city`, in alphabetical order. */
export function fakerMethodNames(): string[] {
  const instance = new FakerClass({ locale: localeData('en') }) as unknown as Record<string, Record<string, unknown>>
  return Object.entries(instance)
    .filter(([module, owner]) => /^[a-z]/.test(module) && typeof owner === 'object' && owner !== null)
    .flatMap(([module, owner]) => methodsOf(owner).map((method) => `${module}.${method}`))
    .sort()
}

function methodsOf(owner: Record<string, unknown>): string[] {
  const found = new Set<string>()
  for (let type = Object.getPrototypeOf(owner); type !== Object.prototype; type = Object.getPrototypeOf(type))
    for (const name of Object.getOwnPropertyNames(type))
      if (name !== 'constructor' && !name.startsWith('_') && typeof owner[name] === 'function') found.add(name)
  return [...found]
}
