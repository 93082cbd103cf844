import { z } from 'zod'
import type { DeployConfig } from './deploy.ts'

const keyArn = /^arn:aws[\w-]*:kms:[\w-]+:\d{12}:key\/[\w-]+$/

/** What signs audit records, and what signed them before. */
export const signatureShape = z.strictObject({
  /** An existing KMS key of usage SIGN_VERIFY and spec ECC_NIST_P256 or ECC_NIST_P384. */
  key: z
    .string()
    .regex(keyArn, { error: 'has to be the ARN of a KMS key, like arn:aws:kms:eu-central-1:123456789012:key/…' }),
  /** Keys whose records stay trusted after they were replaced: ARNs of KMS keys, or files of public keys. */
  earlier: z.array(z.string().min(1)).default([]),
})

export type SignatureConfig = z.infer<typeof signatureShape>

/** Whether something that may sign or have signed is a key in KMS, and not a file. */
export function isInKms(key: string): boolean {
  return key.startsWith('arn:')
}

type Place = Pick<DeployConfig, 'stack' | 'staging'>

/**
 * The alias that a nightly masking gives to the key that it makes: after the stack and the staging that it fills, as several may be in one
 * stack, and in several stacks of an account.
 */
export function signatureAlias({ stack, staging }: Place): string {
  const { cluster, instance, cidr, database } = staging ?? {}
  const words = [stack, cluster ?? instance ?? cidr, database, 'signature'].filter((word) => word !== undefined)
  return `alias/${words.map((word) => word.replaceAll(/[^\w-]+/g, '-')).join('-')}`
}

/** Where the key of the stack is: what a reviewer asks KMS for, who has nothing but nightmask.yaml. */
export function signatureAliasArn({ account, region, ...place }: Pick<DeployConfig, 'account' | 'region'> & Place) {
  const partition = region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
  return `arn:${partition}:kms:${region}:${account}:${signatureAlias(place)}`
}
