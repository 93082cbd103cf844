import type { Construct } from 'constructs'
import { done, putsEvents, refused } from './preflight-own.ts'
import type { ShareProps } from './share.ts'
import { type SnapshotKind, shareArns, shareKeyStatements } from './share-kinds.ts'
import type { Tried } from './tried.ts'

/** Staging is looked at, and each call that makes, copies, shares or deletes a snapshot is made of one that is not there. */
export function shareTrials(scope: Construct, props: ShareProps, kind: SnapshotKind): Tried[] {
  const { staging, snapshots, listed } = shareArns(scope, kind, props.clonePrefix)
  const nobody = `${props.clonePrefix}masked-preflight`
  const call = (action: string, parameters: Record<string, unknown>, iamResources: string[]) => ({
    ...{ title: `Try ${action}`, service: 'rds', action, parameters, iamResources },
  })
  const gone = (action: string, parameters: Record<string, unknown>, more = {}) =>
    refused(scope, `Share: rds:${action}`, { ...call(action, parameters, [snapshots]), ...more, refusal: /NotFound/ })
  const create = `create${kind.api}`
  const copied = {
    [`Source${kind.api}Identifier`]: nobody,
    [`Target${kind.api}Identifier`]: `${nobody}-copy`,
    KmsKeyId: props.keyArn,
  }
  return [
    done(scope, `Share: rds:${kind.describe}`, call(kind.describe, { [kind.of]: kind.staging }, [staging])),
    // With a hyphen at its end it is a name that RDS gives to none.
    refused(scope, `Share: rds:${create}`, {
      ...call(create, { [kind.of]: kind.staging, [kind.id]: `${nobody}-` }, [staging, snapshots]),
      refusal: /RdsException|InvalidParameter/,
    }),
    gone(`copy${kind.api}`, copied, { additionalIamStatements: shareKeyStatements(scope, props.keyArn) }),
    gone(`modify${kind.api}Attribute`, {
      [kind.id]: nobody,
      ...{ AttributeName: 'restore', ValuesToAdd: [...props.accountIds] },
    }),
    gone(`delete${kind.api}`, { [kind.id]: nobody }),
    done(
      scope,
      `Share: rds:describe${kind.api}s`,
      call(`describe${kind.api}s`, { [kind.of]: kind.staging, SnapshotType: 'manual', MaxRecords: 20 }, [
        staging,
        listed,
      ]),
    ),
    putsEvents(scope, 'Share'),
  ]
}
