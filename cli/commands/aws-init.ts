import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withAwsSdk } from '../../shared/adapters/aws-sdk.ts'
import { type AccountFacts, isUnknown } from '../../shared/config/account-facts.ts'
import { missingForDeploy } from '../../shared/config/missing-for-deploy.ts'
import { writeDeploy } from '../../shared/config/write-deploy.ts'
import { UsageError } from '../../shared/errors.ts'
import type { Answer, Session } from '../answer.ts'
import { configSchemaFile, writeConfigSchema } from '../editor-schemas.ts'
import { awsInitSummary } from '../summary/aws-init-summary.ts'
import { refuseExisting, refuseFolder } from './init.ts'

export interface AwsInitFlags {
  readonly cluster?: string
  readonly instance?: string
  readonly stagingCluster?: string
  readonly stagingInstance?: string
  readonly region?: string
  readonly out?: string
}

type Ask = typeof import('../../shared/adapters/account/ask-account.ts')['askAccount']

/** Asks the account once and writes nightmask.yaml with its deploy section. Changes nothing on AWS, overwrites nothing here. */
export async function runAwsInit(
  flags: AwsInitFlags,
  { progress }: Pick<Session, 'progress'>,
  ask: Ask = askAccount,
): Promise<Answer> {
  const folder = flags.out ?? '.'
  const file = join(folder, 'nightmask.yaml')
  const source = named(flags.cluster, flags.instance, '')
  if (!source) throw new UsageError('Production is not named: --cluster NAME on Aurora, --instance NAME on RDS.')
  const staging = named(flags.stagingCluster, flags.stagingInstance, 'staging-')
  if (staging?.kind === source.kind && staging.name === source.name)
    throw new UsageError(
      `${source.name} cannot be production and staging at once: name another --staging-${source.kind}.`,
    )
  await refuseExisting([file])
  progress.step('introspect', null)
  const facts = await ask({ source, staging, region: flags.region ?? null })
  progress.done()
  await mkdir(folder, { recursive: true }).catch(refuseFolder(folder))
  const text = writeDeploy(facts, configSchemaFile)
  await writeConfigSchema(folder)
  await writeFile(file, text, { flag: 'wx' }).catch(refuseFolder(folder))
  const made = { file, missing: missingForDeploy(facts), unknown: unknownOf(facts), toFillIn: toFillIn(text) }
  return { json: made, lines: (look) => awsInitSummary(made, look), failure: null }
}

async function askAccount(question: Parameters<Ask>[0]): ReturnType<Ask> {
  const account = await withAwsSdk('account', () => import('../../shared/adapters/account/ask-account.ts'))
  return account.askAccount(question)
}

function named(cluster: string | undefined, instance: string | undefined, prefix: string) {
  if (cluster !== undefined && instance !== undefined)
    throw new UsageError(
      `--${prefix}cluster and --${prefix}instance name the same thing in two ways: give one of them.`,
    )
  if (cluster !== undefined) return { kind: 'cluster', name: cluster } as const
  return instance === undefined ? null : ({ kind: 'instance', name: instance } as const)
}

function unknownOf({ source, staging, network, secrets }: AccountFacts): string[] {
  const all = [network, secrets, source.localInfile, staging?.localInfile ?? null]
  return [...new Set(all.flatMap((facts) => (isUnknown(facts) ? [facts.why] : [])))]
}

function toFillIn(text: string): string[] {
  return [...text.matchAll(/"<fill in: (.+?)>"/g)].map(([, what]) => what!).filter((what) => what !== '…')
}
