import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import { guard } from '../../infra/guard.ts'
import { NightmaskStack } from '../../infra/nightmask-stack.ts'
import { type Project, readProject } from '../../infra/read-project.ts'
import { afterFile } from '../setup/take-down.ts'

// biome-ignore lint/suspicious/noExplicitAny: CloudFormation's JSON is what it is
export type Json = any

export interface Synthesised {
  /** What the stack was made of. */
  readonly project: Project
  readonly resources: Readonly<Record<string, Json>>
  ofType(type: string): [string, Json][]
  /** The states language of a workflow, references resolved to readable text. */
  definition(workflow: 'Night' | 'Refresh' | 'Sweep' | 'Rollback' | 'Share' | 'Preflight'): Json
}

export interface SynthesisOptions {
  readonly sandbox?: boolean
  readonly project?: (project: Project) => Project
  /** With cdk-nag and CloudFormation's validation, as `cdk synth` has it; they take seconds. Throws what they find. */
  readonly guarded?: boolean
}

/** Stacks that were made already, by what makes their projects: many files ask for the same few. */
const made = { example: new Map<object, Synthesised>(), sandbox: new Map<object, Synthesised>() }

/** The example's stack as infra/app.ts makes it, with cdk.json's context, without bundling; what it returns is frozen. */
export function synthesise(options: SynthesisOptions = {}): Synthesised {
  const { sandbox = false, project = same, guarded = false } = options
  if (guarded) return make(options)
  const known = sandbox ? made.sandbox : made.example
  const stack = known.get(project) ?? make(options)
  known.set(project, stack)
  return stack
}

function make({ sandbox = false, project = same, guarded = false }: SynthesisOptions): Synthesised {
  const app = freshApp(guarded)
  const read = project(readProject(app.node.tryGetContext('config'), sandbox))
  const { account, region, stack: name } = read.deploy
  new NightmaskStack(app, name, { env: { account, region }, project: read, sandbox })
  if (guarded) guard(app)
  const assembly = app.synth()
  if (assembly.manifest.missing) throw new Error(`looked up: ${JSON.stringify(assembly.manifest.missing)}`)
  const { template } = assembly.getStackByName(name)
  return view(frozen(template.Resources), read)
}

/** With cdk.json's context and without bundling; `guarded`: with CloudFormation's validation. */
export function freshApp(guarded: boolean): App {
  const outdir = mkdtempSync(join(tmpdir(), 'nightmask-synth-'))
  afterFile(() => rmSync(outdir, { recursive: true, force: true }))
  const { context } = JSON.parse(readFileSync('cdk.json', 'utf8'))
  return new App({
    outdir,
    treeMetadata: guarded,
    builtinCloudFormationValidation: guarded,
    context: { ...context, 'aws:cdk:bundling-stacks': [], '@aws-cdk/core:validationReportPrettyPrint': false },
  })
}

const same = (project: Project) => project

function frozen(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value
  for (const part of Object.values(value)) frozen(part)
  return Object.freeze(value)
}

function view(resources: Readonly<Record<string, Json>>, project: Project): Synthesised {
  const ofType = (type: string) => Object.entries(resources).filter(([, resource]) => resource.Type === type)
  return {
    ...{ project, resources },
    ofType,
    definition(workflow) {
      const [, machine] = ofType('AWS::StepFunctions::StateMachine').find(([id]) => id.includes(`Masking${workflow}`))!
      return JSON.parse(readable(machine.Properties.DefinitionString))
    },
  }
}

/** CloudFormation's value as text: references become the logical id that they name. */
export function readable(value: Json): string {
  if (typeof value === 'string') return value
  if (value.Ref) return pseudo[value.Ref] ?? value.Ref
  if (value['Fn::GetAtt']) return value['Fn::GetAtt'][0]
  if (value['Fn::Select']) return pick(value['Fn::Select'])
  if (value['Fn::Join']) return value['Fn::Join'][1].map(readable).join(value['Fn::Join'][0])
  return JSON.stringify(value)
}

/** What a stack is told about itself when it is made. */
export const pseudo: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::StackId':
    'arn:aws:cloudformation:eu-central-1:123456789012:stack/nightmask/51af3dc0-da77-11e4-872e-1234567db123',
}

function pick([at, { 'Fn::Split': split }]: Json): string {
  if (!split) return JSON.stringify([at])
  const text = readable(split[1])
  // What AWS alone knows, such as an ARN, stands for its parts as well.
  return text.split(split[0])[at] ?? text
}
