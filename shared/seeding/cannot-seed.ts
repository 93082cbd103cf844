/** Why the schema has no room for an edge case: the case is left out, and the message says so. */
export class CannotSeed extends Error {}
