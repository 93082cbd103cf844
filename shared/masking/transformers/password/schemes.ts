import { argon2 } from './argon2.ts'
import { aspnet } from './aspnet.ts'
import { bcrypt } from './bcrypt.ts'
import { crypt } from './crypt.ts'
import { md5, sha1, sha256, sha512 } from './digests.ts'
import { pbkdf2 } from './pbkdf2.ts'
import { drupal, phpass } from './phpass.ts'
import { plain } from './plain.ts'
import { salted } from './salted.ts'
import type { PasswordScheme } from './scheme.ts'
import { scrypt } from './scrypt.ts'
import { ssha } from './ssha.ts'

/** Every scheme by the name that policy.yaml uses under `hash`. */
export const schemes: ReadonlyMap<string, PasswordScheme> = new Map(
  [bcrypt, argon2, phpass, drupal, pbkdf2, scrypt, crypt, aspnet, ssha, salted, md5, sha1, sha256, sha512, plain].map(
    (scheme) => [scheme.name, scheme],
  ),
)
