import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { parse, stringify } from 'yaml'
import { bundled } from '../../../bench/bundles.ts'
import { functionFiles } from '../../../infra/function-table.ts'
import type { Project } from '../../../infra/read-project.ts'
import { readSources } from '../../../shared/adapters/custom-transformers/read-sources.ts'
import { type Json, type Synthesised, synthesise } from '../../infra/synthesise.ts'
import { Engine, type EngineOptions } from '../asl/engine.ts'
import { emulator, s3Client } from '../emulator.ts'
import type { FunctionOptions } from '../runtime/function-process.ts'
import { type BuildProject, Builds } from './builds.ts'
import { EventBus } from './event-bus.ts'
import { Fleet } from './fleet.ts'
import { serveKms } from './kms-api.ts'
import { account, makeResources, type Physical, resolve } from './resources.ts'
import { serveStepFunctions } from './step-functions-api.ts'

export interface CloudOptions extends Pick<EngineOptions, 'callAws' | 'onEnter' | 'fault'> {
  /** Changes the example's project before it is synthesised. */
  readonly project: (project: Project) => Project
  /** The sandbox, which makes production and staging itself. */
  readonly sandbox?: boolean
}

/** The stack, deployed on this machine: workflows in the interpreter, bundles in processes, all else in the emulator. */
export interface Cloud {
  readonly engine: Engine
  readonly fleet: Fleet
  readonly builds: Builds
  /** What the workflows have announced. */
  readonly bus: EventBus
  readonly template: Synthesised
  readonly artifacts: string
  readonly audit: string
  /** What a resource of the template is called here: the first whose logical id matches. */
  readonly physical: (id: RegExp) => Physical
  /** The template's value with every reference replaced by what it is called here. */
  readonly resolved: (value: Json) => Json
  /** ARNs of the pseudonym key and the originals key. */
  readonly keySecrets: readonly string[]
  readonly machineArn: (workflow: 'Night' | 'Refresh' | 'Sweep' | 'Rollback' | 'Preflight') => string
  readonly functionArn: (name: string) => string
  stop(): Promise<void>
}

export async function deploy({ project, sandbox = false, ...options }: CloudOptions): Promise<Cloud> {
  const template = synthesise({ sandbox, project })
  const physical = await makeResources(template)
  const folder = mkdtempSync(join(tmpdir(), 'nightmask-functions-'))
  const stepFunctions = await serveStepFunctions(() => engine)
  const kms = await serveKms()
  const apis = { AWS_ENDPOINT_URL_SFN: stepFunctions.endpoint, AWS_ENDPOINT_URL_KMS: kms.endpoint }
  const functions = unpack(template, physical, template.project, folder, apis)
  const fleet = new Fleet(
    new Map(functions.map((each) => [physicalOf(template, physical, functionId(each.name)).arn, each])),
  )
  const bus = new EventBus()
  const builds = new Builds(projectsOf(template, physical, template.project, folder))
  const engine = new Engine({
    ...options,
    build: (args, { clock, signal }) => clock.during(builds.run(args as never, signal)),
    callAws: async (service, action, args) =>
      service === 'events' ? bus.put(args) : options.callAws(service, action, args),
    invoke: (arn, payload, { clock }) => clock.during(fleet.invoke(arn, payload)),
    readObject: async (Bucket, Key) =>
      (await s3Client().send(new GetObjectCommand({ Bucket, Key }))).Body!.transformToString(),
    writeObject: async (Bucket, Key, Body) => void (await s3Client().send(new PutObjectCommand({ Bucket, Key, Body }))),
  })
  for (const [id, { Properties }] of template.ofType('AWS::StepFunctions::StateMachine'))
    engine.define(physical.get(id)!.arn, JSON.parse(resolve(Properties.DefinitionString, physical)))
  return {
    engine,
    fleet,
    builds,
    bus,
    template,
    artifacts: physicalOf(template, physical, /StoresArtifacts[0-9A-F]{8}$/).ref,
    audit: physicalOf(template, physical, /StoresAudit[0-9A-F]{8}$/).ref,
    physical: (id) => physicalOf(template, physical, id),
    resolved: (value) => resolve(value, physical),
    keySecrets: template
      .ofType('AWS::SecretsManager::Secret')
      .filter(([id]) => /MaskingKeys/.test(id))
      .map(([id]) => physical.get(id)!.arn),
    machineArn: (workflow) => physicalOf(template, physical, new RegExp(`^Masking${workflow}Machine[0-9A-F]{8}$`)).arn,
    functionArn: (name) => physicalOf(template, physical, functionId(name)).arn,
    async stop() {
      await fleet.stop()
      stepFunctions.close()
      kms.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The functions' asset in `folder`, far from any node_modules, with this project's configuration. */
function unpack(
  template: Synthesised,
  physical: ReadonlyMap<string, Physical>,
  project: Project,
  folder: string,
  apis: Readonly<Record<string, string>>,
): FunctionOptions[] {
  cpSync(bundled('functions'), folder, { recursive: true })
  writeFileSync(join(folder, 'nightmask.yaml'), configOf(project))
  writePolicy(project, folder)
  copyFileSync('examples/shop/schema.sql', join(folder, 'schema.sql'))
  return functionFiles.flatMap((name) => {
    const [, made] = template.ofType('AWS::Lambda::Function').find(([id]) => functionId(name).test(id)) ?? []
    // What fills a sandbox is in no other stack.
    if (!made) return []
    const { Properties } = made
    return {
      folder,
      name,
      handler: Properties.Handler,
      environment: {
        ...(resolve(Properties.Environment.Variables, physical) as Record<string, string>),
        ...awsEnvironment,
        ...apis,
      },
      timeoutSeconds: Properties.Timeout,
      memoryMiB: Properties.MemorySize,
    }
  })
}

/** The task's asset in a folder of its own, where the stack has a task. */
function projectsOf(
  template: Synthesised,
  physical: ReadonlyMap<string, Physical>,
  project: Project,
  folder: string,
): Map<string, BuildProject> {
  const projects = template.ofType('AWS::CodeBuild::Project').map(([id, { Properties }]) => {
    const own = join(folder, id)
    cpSync(bundled('task'), own, { recursive: true })
    writePolicy(project, own)
    writeFileSync(join(own, 'nightmask.yaml'), configOf(project))
    const variables = Properties.Environment.EnvironmentVariables.map(({ Name, Value }: Json) => [
      Name,
      resolve(Value, physical),
    ])
    const environment = { ...Object.fromEntries(variables), ...awsEnvironment }
    return [physical.get(id)!.ref, { folder: own, buildSpec: Properties.Source.BuildSpec, environment }] as const
  })
  return new Map(projects)
}

/** The policy, with one rule of a file as somebody writes one of his own, deployed as the construct deploys it. */
function writePolicy({ policyFile }: Project, folder: string): void {
  const policy = readFileSync(policyFile, 'utf8').replace(/password: \{ mask: password,.*\}/, 'password: badge')
  writeFileSync(join(folder, 'policy.yaml'), policy)
  writeFileSync(join(folder, 'transformers.json'), JSON.stringify(readSources(['masks/badge.ts'], 'test/fixtures')))
}

function configOf({ configFile, config: { source, datasets, staging } }: Project): string {
  return stringify({ ...parse(readFileSync(configFile, 'utf8')), source, datasets, staging })
}

// What Lambda itself sets, and where AWS is.
const awsEnvironment = {
  AWS_REGION: emulator.region,
  AWS_ACCESS_KEY_ID: emulator.credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: emulator.credentials.secretAccessKey,
  AWS_ENDPOINT_URL: emulator.endpoint,
  AWS_ACCOUNT_ID: account,
}

function functionId(name: string): RegExp {
  return name === 'fill' ? /^SandboxFillFunction[0-9A-F]{8}$/ : new RegExp(`^MaskingFunctions${name}[0-9A-F]{8}$`)
}

function physicalOf({ resources }: Synthesised, physical: ReadonlyMap<string, Physical>, id: RegExp): Physical {
  const matching = Object.keys(resources).filter((each) => id.test(each))
  if (matching.length !== 1) throw new Error(`${id} names ${matching.length} resources of the template`)
  return physical.get(matching[0]!)!
}

export type { Json }
