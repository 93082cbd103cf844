import { type ChildProcess, spawn } from 'node:child_process'
import { parse } from 'yaml'
import type { Json } from '../asl/definition.ts'
import { StateError } from '../asl/state-error.ts'

/** A project of the template, its source unpacked. */
export interface BuildProject {
  readonly folder: string
  readonly buildSpec: string
  readonly environment: Readonly<Record<string, string>>
}

export type BuildStatus = 'SUCCEEDED' | 'FAILED' | 'STOPPED' | 'TIMED_OUT'

interface StartBuild {
  readonly ProjectName: string
  readonly EnvironmentVariablesOverride?: readonly { readonly Name: string; readonly Value: string }[]
}

/** CodeBuild on this machine: the commands of a project's build as processes, one build after another. */
export class Builds {
  readonly #projects: ReadonlyMap<string, BuildProject>
  #running: { child: ChildProcess; end: BuildStatus | null } | null = null
  /** Standard output and error of all builds: what the log group would hold. */
  log = ''

  /** Projects by their name. */
  constructor(projects: ReadonlyMap<string, BuildProject>) {
    this.#projects = projects
  }

  /** startBuild.sync: the build when it succeeded; else it is the cause of States.TaskFailed. */
  async run({ ProjectName, EnvironmentVariablesOverride = [] }: StartBuild, signal: AbortSignal): Promise<Json> {
    const project = this.#projects.get(ProjectName)
    if (!project) throw new StateError('CodeBuild.ResourceNotFoundException', ProjectName)
    const { phases } = parse(project.buildSpec) as { phases: { build: { commands: string[] } } }
    const overrides = Object.fromEntries(EnvironmentVariablesOverride.map(({ Name, Value }) => [Name, Value]))
    const code = await this.#spawn(phases.build.commands.join('\n'), project, overrides, signal)
    const BuildStatus = this.#running?.end ?? (code === 0 ? 'SUCCEEDED' : 'FAILED')
    this.#running = null
    const build = { Build: { Id: `${ProjectName}:test`, BuildStatus, ProjectName } }
    if (BuildStatus === 'SUCCEEDED') return build
    throw new StateError('States.TaskFailed', JSON.stringify(build))
  }

  /** Ends the build that is under way, in this way; a machine that is lost says nothing more. */
  end(status: BuildStatus, how: NodeJS.Signals): void {
    if (!this.#running) throw new Error('no build is under way')
    this.#running.end = status
    this.#running.child.kill(how)
  }

  #spawn(
    script: string,
    { folder, environment }: BuildProject,
    overrides: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<number | null> {
    // Nothing of this process's own environment reaches the build; the image's Node is this one.
    const env = { PATH: `${process.execPath.replace(/\/node$/, '')}:/usr/bin:/bin`, ...environment, ...overrides }
    const child = spawn('/bin/sh', ['-ec', `exec ${script}`], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
    this.#running = { child, end: null }
    // Step Functions stops the build that it waits for when its execution is stopped.
    signal.addEventListener('abort', () => child.kill('SIGTERM'), { once: true })
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (this.log += piece))
    return new Promise((resolve) => child.once('close', resolve))
  }
}
