import faker from '@faker-js/faker/package.json' with { type: 'json' }

const { node, icu, cldr, unicode } = process.versions

/**
 * What masks beside nightmask itself, each with its version, such as `Node.js 24.21.0 (ICU 78.2, CLDR 48, Unicode 17.0), Faker 10.6.0`: another
 * Unicode folds letters otherwise, and another Faker draws from other lists.
 */
export const masksWith = `Node.js ${node} (ICU ${icu}, CLDR ${cldr}, Unicode ${unicode}), Faker ${faker.version}`
