import { type Command, InvalidArgumentError, Option } from 'commander'

/** Flags that say where things are; each overrides the configuration file, and together they replace it. */
export interface ConfigFlags {
  /** The configuration file; without it `nightmask.yaml`, when there is one. */
  readonly config?: string
  readonly source?: string
  readonly staging?: string
  readonly policy?: string
  readonly artifacts?: string
  readonly keyFile?: string
}

export const defaultConfigFile = 'nightmask.yaml'

const configFlags = {
  config: new Option('-c, --config <FILE>', 'configuration file (default: nightmask.yaml)'),
  source: new Option('--source <URL>', 'database to read, mysql://user:password@host:3306/database'),
  staging: new Option('--staging <URL>', 'database to refresh'),
  policy: new Option('--policy <FILE>', 'policy that classifies every column (default: policy.yaml)'),
  artifacts: new Option('--artifacts <URL>', 'where runs and audit records are kept (default: file:.nightmask)'),
  keyFile: new Option('--key-file <FILE>', 'pseudonym key (default: .nightmask-key/key)'),
}

/** Adds the flags that a command's configuration can be made of, under a heading of their own. */
export function withConfig(command: Command, only = Object.keys(configFlags) as (keyof ConfigFlags)[]): Command {
  for (const name of only) command.addOption(configFlags[name].helpGroup('Configuration:'))
  return command
}

/** A command with `--json`; settings such as exitOverride are inherited. */
export function subcommand(parent: Command, name: string, summary: string): Command {
  return parent
    .command(name)
    .summary(summary)
    .description(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`)
    .option('--json', 'print one JSON value on standard output')
    .option('--verbose', 'whole lists, and notes that few need')
}

/** For flags such as `--chunk-rows N`. */
export function positiveInteger(text: string): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError('It has to be a whole number of at least 1.')
  return value
}

/** For `--workers N`: a run uses as many as help, but a number beyond all machines was meant otherwise. */
export function workerCount(text: string): number {
  const value = positiveInteger(text)
  if (value > mostWorkers) throw new InvalidArgumentError(`It has to be a whole number from 1 to ${mostWorkers}.`)
  return value
}

const mostWorkers = 1024

/** For `--seed N` and counts that may be nothing. */
export function wholeNumber(text: string): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value))
    throw new InvalidArgumentError('It has to be a whole number of at least 0.')
  return value
}
