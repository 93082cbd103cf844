/** Who calls: a role of the account, a service of AWS in its own name, or somebody of an account that is no role of ours. */
export type Caller =
  | { readonly role: string }
  | { readonly service: string }
  /** `may` says what his own IAM allows him: everything for an administrator, nothing for a stranger. */
  | { readonly account: string; readonly may: 'everything' | 'nothing' }

/** A call that has to be possible: who calls what on which resource, in which context. Action and resource may be patterns. */
export interface Edge {
  /** A sentence. */
  readonly why: string
  readonly by: Caller
  readonly action: string
  /** An ARN or a pattern of ARNs; `*` for actions that know no resources. */
  readonly on: string
  /** Condition keys that AWS sends with such a call, beside those that every call has. */
  readonly context?: Readonly<Record<string, string>>
  /** Keys of the context that the permission is bound to: with the value given here, or without the key where that is null, it is refused. */
  readonly bound?: Readonly<Record<string, string | null>>
  /** Logical id of the function whose code calls, through the network that it stands in. */
  readonly from?: string
}

/** A connection that a security group has to let through. */
export interface Connection {
  readonly why: string
  /** Ids of the caller's groups. */
  readonly from: readonly string[]
  /** Group, prefix list or range of addresses. */
  readonly to: string
  readonly port: number
}

/** What nobody may do: the walk fails when it is allowed. */
export type Forbidden = Edge

export interface Edges {
  readonly calls: readonly Edge[]
  readonly connections: readonly Connection[]
  readonly forbidden: readonly Forbidden[]
}

export function joined(...parts: readonly Partial<Edges>[]): Edges {
  return {
    calls: parts.flatMap(({ calls = [] }) => calls),
    connections: parts.flatMap(({ connections = [] }) => connections),
    forbidden: parts.flatMap(({ forbidden = [] }) => forbidden),
  }
}
