import { UsageError } from '../errors.ts'

/** What the installed command can do only with packages that do not come with it: most people need none of them, and they are larger than it. */
export const awsParts = {
  s3: { what: 'Artifacts in S3 need', packages: ['@aws-sdk/client-s3', '@aws-sdk/lib-storage'] },
  kms: { what: 'A signature key in KMS needs', packages: ['@aws-sdk/client-kms'] },
  secrets: { what: 'A key in Secrets Manager needs', packages: ['@aws-sdk/client-secrets-manager'] },
  iam: { what: 'login=rds-iam needs', packages: ['@aws-sdk/rds-signer'] },
  account: {
    what: 'Asking an account needs',
    packages: ['@aws-sdk/client-ec2', '@aws-sdk/client-rds', '@aws-sdk/client-secrets-manager'],
  },
} as const

/** Loads a module that imports the AWS SDK. Throws UsageError with the command that installs what it needs, where it is not installed. */
export async function withAwsSdk<Module>(part: keyof typeof awsParts, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load()
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code !== 'ERR_MODULE_NOT_FOUND' || !message.includes("'@aws-sdk/")) throw error
    const { what, packages } = awsParts[part]
    throw new UsageError(
      `${what} a part of the AWS SDK that is not installed: npm install ${packages.join(' ')} (with --global where nightmask is).`,
    )
  }
}
