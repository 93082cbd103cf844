import { allLocales } from '@faker-js/faker'

/** The locales that pools of names and words exist for: faker's. */
export const locales: readonly string[] = Object.keys(allLocales).filter((name) => name !== 'base')
