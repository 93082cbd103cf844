import { Fn, Stack } from 'aws-cdk-lib'
import type { Construct } from 'constructs'

/**
 * Letters, digits and a hyphen that no other nightly masking of the account has, nor this one before it was destroyed: for names that
 * policies and expressions have to know before their owner is made.
 */
export function uniqueTag(masking: Construct): string {
  // arn:…:stack/<name>/<uuid>: CloudFormation draws the uuid anew for each stack that it makes.
  const uuid = Fn.select(2, Fn.split('/', Stack.of(masking).stackId))
  return `${Fn.select(0, Fn.split('-', uuid))}-${masking.node.addr.slice(-6)}`
}

/** A name of its own kind in the account and region that says what it is: <stack>-<word>-<unique tag>. `most` is how much of the stack's name is in it. */
export function ownName(masking: Construct, word: string, most = 50): string {
  return `${Stack.of(masking).stackName.slice(0, most)}-${word}-${uniqueTag(masking)}`
}

/** What a nightly masking is called through updates and redeployments, for metrics: the stack's name and the path within it. */
export function lastingName(masking: Construct): string {
  const stack = Stack.of(masking)
  return [stack.stackName, ...masking.node.scopes.slice(stack.node.scopes.length).map(({ node }) => node.id)].join('/')
}
