import { type PasswordScheme, withoutHeader } from './scheme.ts'

/** The password itself, where an application keeps it so. Nothing shows that a stored text is one. */
export const plain: PasswordScheme = {
  name: 'plain',
  ...withoutHeader,
  headerOf: () => null,
  lengthOf: () => 0,
  hash: (password) => password,
}
