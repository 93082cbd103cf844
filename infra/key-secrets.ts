import { RemovalPolicy } from 'aws-cdk-lib'
import type { Key } from 'aws-cdk-lib/aws-kms'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { Construct } from 'constructs'
import { rotatingKey } from './stores.ts'

// Secrets Manager draws from letters and digits; these two of all punctuation make them the 64 characters of base64url.
const notBase64url = '!"#$%&\'()*+,./:;<=>?@[\\]^`{|}~'

/** The pseudonym key and the key of originals' digests, drawn by Secrets Manager: nobody has ever seen them. */
export class KeySecrets extends Construct {
  /** Encrypts both secrets, and the login of a clone. */
  readonly encryptionKey: Key
  readonly pseudonyms: Secret
  readonly originals: Secret

  constructor(scope: Construct, id: string, names: { readonly pseudonyms: string; readonly originals: string }) {
    super(scope, id)
    this.encryptionKey = rotatingKey(this, 'EncryptionKey', 'nightmask: pseudonym key, originals key, logins of clones')
    this.pseudonyms = this.#secret('Pseudonyms', names.pseudonyms, 'nightmask: the pseudonym key')
    this.originals = this.#secret('Originals', names.originals, 'nightmask: digests of originals, for the leak check')
  }

  #secret(id: string, secretName: string, description: string): Secret {
    return new Secret(this, id, {
      secretName,
      description,
      encryptionKey: this.encryptionKey,
      // Another key would mean other pseudonyms for everybody.
      removalPolicy: RemovalPolicy.RETAIN,
      generateSecretString: {
        secretStringTemplate: '{}',
        generateStringKey: 'key',
        passwordLength: 43,
        excludeCharacters: notBase64url,
        requireEachIncludedType: false,
      },
    })
  }
}
