import type { Command } from 'commander'
import type { Give, Session } from './answer.ts'
import { positiveInteger, subcommand, wholeNumber, withConfig } from './flags.ts'

// The commands besides a run and what belongs to it, in the order in which somebody meets them.

export function addKey(program: Command, session: Session, give: Give): void {
  const key = program.command('key').summary('pseudonym keys').description('Pseudonym keys.')
  subcommand(key, 'new', 'makes a pseudonym key')
    .option('--key-file <FILE>', 'where it is written (default: .nightmask-key/key)')
    .action((flags) => give(import('./commands/key.ts').then(({ runKeyNew }) => runKeyNew(flags, session))))
  subcommand(key, 'public', 'the public key that verifies the records which a pseudonym key has signed')
    .option('--key-file <FILE>', 'the pseudonym key (default: .nightmask-key/key)')
    .action((flags) => give(import('./commands/key.ts').then(({ runKeyPublic }) => runKeyPublic(flags, session))))
}

export function addInit(program: Command, session: Session, give: Give): void {
  subcommand(program, 'init', 'reads a database, finds personal data and writes policy.yaml and nightmask.yaml')
    .requiredOption('--source <URL>', 'database to read, mysql://user:password@host:3306/database')
    .option('--out <DIR>', 'folder to write to (default: this one)')
    .option('--locale <NAME>', 'language of the fakes, such as de (default: en)')
    .option('--update', 'add to the policy.yaml that is there what is new in the database')
    .action((flags) => give(import('./commands/init.ts').then(({ runInit }) => runInit(flags, session))))
}

export function addAws(program: Command, session: Session, give: Give): void {
  const aws = program.command('aws').summary('what nightmask needs on AWS').description('What nightmask needs on AWS.')
  subcommand(aws, 'init', 'asks an AWS account once and writes nightmask.yaml with its deploy section')
    .option('--cluster <NAME>', 'production on Aurora')
    .option('--instance <NAME>', 'production on RDS')
    .option('--staging-cluster <NAME>', 'staging on Aurora')
    .option('--staging-instance <NAME>', 'staging on RDS')
    .option('--region <REGION>', 'where they are (default: of the environment or the profile)')
    .option('--out <DIR>', 'folder to write to (default: this one)')
    .action((flags) => give(import('./commands/aws-init.ts').then(({ runAwsInit }) => runAwsInit(flags, session))))
}

export function addDoctor(program: Command, session: Session, give: Give): void {
  withConfig(subcommand(program, 'doctor', 'checks both servers and this machine for what a run needs'), [
    ...(['config', 'source', 'staging', 'artifacts', 'keyFile'] as const),
  ]).action((flags) => give(import('./commands/doctor.ts').then(({ doctor }) => doctor(flags, session))))
}

export function addTransformers(program: Command, give: Give): void {
  withConfig(subcommand(program, 'transformers', 'the rules that a column can have, with what they make'), ['config'])
    .argument('[name]', 'all there is to say of one')
    .option('--schema', 'print the JSON Schema of policy.yaml for them, for editors')
    .action((name, flags) =>
      give(import('./commands/transformers.ts').then(({ listTransformers }) => listTransformers(name, flags))),
    )
}

export function addCases(program: Command, session: Session, give: Give): void {
  withConfig(
    subcommand(program, 'cases', 'the edge cases in staging, for testers: what each is and the key of its row'),
    ['config', 'artifacts'],
  )
    .argument('[pattern]', 'only those of this name or table; * stands for anything')
    .action((pattern, flags) =>
      give(import('./commands/cases.ts').then(({ listCases }) => listCases(pattern, flags, session))),
    )
}

export function addDatasets(program: Command, session: Session, give: Give): void {
  const datasets = program
    .command('datasets')
    .summary('datasets on the staging server')
    .description('Datasets on the staging server.')
  const commands = () => import('./commands/datasets.ts')
  withConfig(subcommand(datasets, 'list', 'what is configured, what is there, and until when'), [
    'config',
    'staging',
  ]).action((flags) => give(commands().then(({ listDatasets }) => listDatasets(flags, session))))
  withConfig(subcommand(datasets, 'drop', 'drops the schema of a dataset before its time'), ['config', 'staging'])
    .argument('<name>', 'the dataset, or its schema')
    .action((name, flags) => give(commands().then(({ dropDataset }) => dropDataset(name, flags, session))))
}

export function addPreview(program: Command, session: Session, give: Give): void {
  withConfig(subcommand(program, 'preview', 'a masked sample of a table beside the rules of its columns'), [
    'config',
    'source',
    'policy',
    'keyFile',
  ])
    .requiredOption('--table <T>', 'the table')
    .option('--rows <N>', 'how many rows (default: 10)', positiveInteger)
    .option('--show-originals', 'show the real values too')
    .action((flags) => give(import('./commands/preview.ts').then(({ runPreview }) => runPreview(flags, session))))
}

export function addGenerate(program: Command, session: Session, give: Give): void {
  subcommand(program, 'generate', 'fills a database with a synthetic shop, or as a shape file says')
    .requiredOption('--target <URL>', 'database to fill, mysql://user:password@host:3306/database')
    .option('--users <N>', 'how many users', wholeNumber)
    .option('--products <N>', 'how many products', wholeNumber)
    .option('--orders <N>', 'how many orders', wholeNumber)
    .option('--reviews <N>', 'how many reviews', wholeNumber)
    .option('--shape <FILE>', 'counts and distributions, .yaml or .json')
    .option('--seed <N>', 'the same seed makes the same data', wholeNumber)
    .action((flags) => give(import('./commands/generate.ts').then(({ runGenerate }) => runGenerate(flags, session))))
}

export function addAudit(program: Command, session: Session, give: Give): void {
  const audit = program.command('audit').summary('audit records').description('Audit records.')
  const commands = () => import('./commands/audit.ts')
  const proving = () => import('./commands/audit-prove.ts')
  withConfig(subcommand(audit, 'list', 'lists the runs'), ['config', 'artifacts']).action((flags) =>
    give(commands().then(({ runAuditList }) => runAuditList(flags, session))),
  )
  withConfig(subcommand(audit, 'show [RUN]', 'shows a record (default: the latest)'), ['config', 'artifacts']).action(
    (run, flags) => give(commands().then(({ runAuditShow }) => runAuditShow(run, flags, session))),
  )
  withConfig(subcommand(audit, 'verify [RUN]', 'checks signature, chain and digests of a record, or of all'), [
    'config',
    'artifacts',
    'keyFile',
  ])
    .option('--public-key <FILES...>', 'public keys that may have signed; then nobody else is asked for any')
    .option('--proof <FILE>', 'checks this proof of one table instead, as `audit prove` made it')
    .action((run, flags) =>
      give(
        flags.proof === undefined
          ? commands().then(({ runAuditVerify }) => runAuditVerify(run, flags, session))
          : proving().then(({ runAuditCheckProof }) => runAuditCheckProof(flags.proof, flags)),
      ),
    )
  withConfig(subcommand(audit, 'prove <TABLE> [RUN]', 'proves what a record says of one table, without the others'), [
    'config',
    'artifacts',
  ]).action((table, run, flags) =>
    give(proving().then(({ runAuditProve }) => runAuditProve(table, run, flags, session))),
  )
  withConfig(subcommand(audit, 'open [RUN]', 'opens the index of all records in the browser, or the page of one'), [
    'config',
    'artifacts',
  ]).action((run, flags) => give(commands().then(({ runAuditOpen }) => runAuditOpen(run, flags, session))))
}
