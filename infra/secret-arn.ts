import { ArnFormat, Stack } from 'aws-cdk-lib'
import type { Construct } from 'constructs'

/** What policies name a secret by, given its name or ARN: ends in -?????? when only its name is known. */
export function secretArnOf(scope: Construct, secret: string): string {
  if (secret.startsWith('arn:')) return secret
  // Secrets Manager puts a hyphen and six characters behind the name.
  return Stack.of(scope).formatArn({
    service: 'secretsmanager',
    resource: 'secret',
    resourceName: `${secret}-??????`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  })
}

/** What Secrets Manager is asked with: an ARN with question marks is for policies only. */
export function secretId(secretArn: string): string {
  return secretArn.replace(/-\?{6}$/, '')
}
