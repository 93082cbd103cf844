import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { Construct } from 'constructs'
import { secretArnOf, secretId } from './secret-arn.ts'
import { outliving, rotatingKey } from './stores.ts'

// Secrets Manager draws from letters and digits; these two of all punctuation make them the 64 characters of base64url.
const notBase64url = '!"#$%&\'()*+,./:;<=>?@[\\]^`{|}~'

/** A secret with a key in it. */
export interface KeySecret {
  /** What policies name it by: ends in -?????? when only its name is known. */
  readonly arn: string
  /** What Secrets Manager is asked with. */
  readonly id: string
  /** Keys that it may be encrypted with. */
  readonly keyArns: readonly string[]
}

export interface KeySecretsProps {
  /** Secrets that exist, by name or ARN; one that is not given is made. */
  readonly existing: { readonly pseudonyms?: string | undefined; readonly originals?: string | undefined }
  /** Keys of customers that existing secrets are encrypted with. */
  readonly secretKeyArns: readonly string[]
  /** In place of a key that is made for them. */
  readonly encryptionKey?: IKey | undefined
}

/** The pseudonym key and the key of originals' digests. What is made here is drawn by Secrets Manager: nobody has ever seen it. */
export class KeySecrets extends Construct {
  /** Encrypts the secrets that are made, and the login of a clone. */
  readonly encryptionKey: IKey
  readonly pseudonyms: KeySecret
  readonly originals: KeySecret

  constructor(scope: Construct, id: string, { existing, secretKeyArns, encryptionKey }: KeySecretsProps) {
    super(scope, id)
    this.encryptionKey =
      encryptionKey ?? rotatingKey(this, 'EncryptionKey', 'nightmask: pseudonym key, originals key, logins of clones')
    const adopted = (secret: string): KeySecret => {
      const arn = secretArnOf(this, secret)
      return { arn, id: secretId(arn), keyArns: secretKeyArns }
    }
    const { pseudonyms, originals } = existing
    this.pseudonyms = pseudonyms ? adopted(pseudonyms) : this.#drawn('Pseudonyms', 'nightmask: the pseudonym key')
    this.originals = originals
      ? adopted(originals)
      : this.#drawn('Originals', 'nightmask: digests of originals, for the leak check')
  }

  // Without a name of our own: a secret that outlives its stack keeps its name, and the next deployment could not make another.
  #drawn(id: string, description: string): KeySecret {
    const { secretArn } = new Secret(this, id, {
      description,
      encryptionKey: this.encryptionKey,
      // Another key would mean other pseudonyms for everybody.
      removalPolicy: outliving,
      generateSecretString: {
        secretStringTemplate: '{}',
        generateStringKey: 'key',
        passwordLength: 43,
        excludeCharacters: notBase64url,
        requireEachIncludedType: false,
      },
    })
    return { arn: secretArn, id: secretArn, keyArns: [this.encryptionKey.keyArn] }
  }
}
