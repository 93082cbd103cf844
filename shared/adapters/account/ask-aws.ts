import type { Unknown } from '../../config/account-facts.ts'
import { NightmaskError, RunFailedError, UsageError } from '../../errors.ts'

/** One question to AWS. What goes wrong is one sentence with the permission that it needs. */
export async function askAws<Answer>(permission: string, question: () => Promise<Answer>): Promise<Answer> {
  try {
    return await question()
  } catch (error) {
    throw explain(permission, error as Partial<Error> & { readonly code?: string })
  }
}

/** What the file can do without: the reason stands in the place of the answer. */
export async function orUnknown<Answer>(answer: Promise<Answer>): Promise<Answer | Unknown> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof NightmaskError) return { why: error.message }
    throw error
  }
}

/** A question whose answer comes in pages. */
export async function allPages<Page, Item>(
  permission: string,
  pages: AsyncIterable<Page>,
  items: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
  return askAws(permission, async () => {
    const found: Item[] = []
    for await (const page of pages) found.push(...(items(page) ?? []))
    return found
  })
}

const denied = /^(AccessDenied(Exception)?|UnauthorizedOperation|NotAuthorized|AuthorizationErrorException)$/
const stale = /^(ExpiredToken(Exception)?|RequestExpired|InvalidClientTokenId|UnrecognizedClientException|AuthFailure)$/

function explain(permission: string, { name = '', message = '', code }: Partial<Error> & { readonly code?: string }) {
  if (denied.test(name))
    return new RunFailedError(
      `AWS does not let you call ${permission}: nightmask only reads here; have it allowed, or sign in as somebody who may.`,
    )
  if (name === 'CredentialsProviderError')
    return new RunFailedError('There are no AWS credentials; sign in or set AWS_PROFILE.')
  if (stale.test(name))
    return new RunFailedError(`AWS does not take these credentials any more (${name}); sign in again.`)
  if (message === 'Region is missing')
    return new UsageError('There is no AWS region: name one with --region, or set AWS_REGION.')
  return new RunFailedError(`${permission}: AWS answered ${name || 'nothing'}${code ? ` (${code})` : ''}.`)
}
