import { RunFailedError, UsageError } from '../../../errors.ts'
import { withAwsSdk } from '../../aws-sdk.ts'
import { type DatabaseUrl, isLocal } from './url.ts'

const endpoint = /\.([a-z0-9-]+)\.rds\.amazonaws\.com(\.cn)?$/i

/**
 * What a connection shows as its password: the URL's own, or for `login=rds-iam` a token that the AWS credentials at hand sign for this
 * host and user. A token begins a connection for a quarter of an hour after it was made, so each connection gets one of its own.
 */
export async function passwordFor(url: DatabaseUrl, place: string): Promise<string> {
  if (url.login === 'password') return url.password
  const region = endpoint.exec(url.host)?.[1]
  if (isLocal(url) || !region)
    throw new UsageError(
      `${place}: login=rds-iam needs the name that RDS gave the server (….rds.amazonaws.com) as the host.`,
    )
  const { Signer } = await withAwsSdk('iam', () => import('@aws-sdk/rds-signer'))
  const signer = new Signer({ hostname: url.host, port: url.port, username: url.user, region })
  try {
    return await signer.getAuthToken()
  } catch (error) {
    const { name } = error as Error
    throw new RunFailedError(
      `${place}: no AWS credentials are at hand that could sign a token for login=rds-iam (${name}).`,
    )
  }
}
