import { Argument, Command, Option, type OutputConfiguration } from 'commander'
import type { Answer, Give, Session } from './answer.ts'
import { completionScript, type Shell, shells } from './completion.ts'
import { withDatasetFlags } from './dataset-flags.ts'
import { withExamples } from './examples.ts'
import { describeExitCodes } from './exit-codes.ts'
import { positiveInteger, subcommand, wholeNumber, withConfig, workerCount } from './flags.ts'
import { unlessInterrupted } from './interruption.ts'
import {
  addAudit,
  addAws,
  addCases,
  addDatasets,
  addDoctor,
  addGenerate,
  addInit,
  addKey,
  addPreview,
  addTransformers,
} from './program-parts.ts'
import { toolVersion } from './version.ts'

/**
 * The command line. Each command is loaded when it is called. `run` and `demo` clean up by themselves when they are
 * interrupted; every other command leaves nothing behind and ends at once.
 */
export function createProgram(
  session: Session,
  answered: (answer: Answer) => void,
  output: Pick<OutputConfiguration, 'writeOut' | 'writeErr'> = {},
): Command {
  const program = new Command('nightmask')
    .description('Every night, staging becomes a masked, verified, consistent copy of production MySQL.')
    .version(toolVersion)
    .helpCommand('help [command]', 'shows the flags of a command')
    .configureOutput({ ...output, outputError: () => undefined })
    .addHelpText('afterAll', () => `\n${describeExitCodes()}\n`)
    .exitOverride()
  const patient: Give = async (answer) => answered(await answer)
  const give: Give = (answer) => patient(unlessInterrupted(session.signal, answer))

  program.commandsGroup('Try it:')
  subcommand(program, 'demo', 'generates a shop as production, masks it and shows before and after').action(() =>
    patient(import('./commands/demo.ts').then(({ demo }) => demo(session))),
  )

  program.commandsGroup('Prepare:')
  addKey(program, session, give)
  addInit(program, session, give)
  addAws(program, session, give)
  addDoctor(program, session, give)
  addPlan(program, session, give)
  addPreview(program, session, give)
  addTransformers(program, give)

  program.commandsGroup('Refresh staging:')
  withRunFlags(subcommand(program, 'run', 'a full run, from plan to audit record'))
    .option('--resume <RUN>', 'go on with a run that did not end')
    .action((flags) => patient(import('./commands/run.ts').then(({ run }) => run(flags, session))))
  withConfig(subcommand(program, 'verify', 'reads staging again and checks it against what a run saw'))
    .option('--run <ID>', 'the run to check against (default: the one that staging serves)')
    .action((flags) => give(import('./commands/verify.ts').then(({ verify }) => verify(flags, session))))
  withConfig(subcommand(program, 'rollback', 'publishes the previous generation again, and records it'))
    .option('--reason <TEXT>', 'why; it stands in the audit record')
    // Patient: what has begun to change staging is waited for and recorded.
    .action((flags) => patient(import('./commands/rollback.ts').then(({ rollback }) => rollback(flags, session))))
  addAudit(program, session, give)
  addCases(program, session, give)
  addDatasets(program, session, give)

  program.commandsGroup('Make data:')
  addGenerate(program, session, give)

  program.commandsGroup('Shell:')
  program
    .command('completion')
    .addArgument(new Argument('<shell>', 'whose script is printed').choices(shells))
    .summary('a script that completes commands and flags')
    .description('Prints a script that completes commands and flags, made from this very version.')
    .addHelpText('after', completionHelp)
    .action((shell: Shell) => answered(plainAnswer(completionScript(program, shell))))
  withExamples(program)
  return program
}

const completionHelp = `
Examples:
  source <(nightmask completion bash)                                   in ~/.bashrc
  source <(nightmask completion zsh)                                    in ~/.zshrc
  nightmask completion fish > ~/.config/fish/completions/nightmask.fish`

function plainAnswer(text: string): Answer {
  return { json: { script: text }, lines: () => text.trimEnd().split('\n'), failure: null }
}

function addPlan(program: Command, session: Session, give: Give): void {
  withRunFlags(subcommand(program, 'plan', 'what a run would do; writes nothing anywhere'))
    .option('--aws', 'chunks, hours and dollars of a night on AWS too')
    .optionsGroup('Without a production:')
    .option('--schema <FILES...>', 'check the policy against the schema that these .sql files or folders make')
    .option('--server <URL>', 'server to make it on (default: one of its own)')
    .addOption(new Option('--format <FORMAT>', 'how problems are told').choices(['text', 'sarif']))
    .action((flags) =>
      give(
        flags.schema
          ? import('./commands/plan-schema.ts').then(({ planSchema }) => planSchema(flags, session))
          : import('./commands/plan.ts').then(({ plan }) => plan(flags, session)),
      ),
    )
}

function withRunFlags(command: Command): Command {
  return withDatasetFlags(withConfig(command))
    .option('--seed <N>', 'seed of the edge cases (default: as configured, or 42)', wholeNumber)
    .option(
      '--workers <N>',
      'worker threads (default: by the cores, twice as many where the databases are elsewhere)',
      workerCount,
    )
    .option('--chunk-rows <N>', 'rows of a chunk (default: by the size of the table)', positiveInteger)
}
