import type { Command } from 'commander'

/** What a person types, by the path of the command; shown under its flags. A test runs each up to its configuration. */
export const examples: Readonly<Record<string, readonly string[]>> = {
  demo: ['demo', 'demo --json'],
  'key new': ['key new', 'key new --key-file /etc/nightmask/key'],
  'key public': ['key public > nightmask.pub'],
  init: [
    'init --source mysql://reader:…@production/shop',
    'init --source "$SOURCE_URL" --locale de',
    'init --update --source "$SOURCE_URL"',
  ],
  'aws init': ['aws init --cluster shop --staging-cluster shop-staging'],
  doctor: ['doctor', 'doctor --source mysql://reader:…@production/shop'],
  plan: ['plan', 'plan --aws', 'plan --dataset recent-orders', 'plan --schema schema.sql migrations/ --format sarif'],
  preview: ['preview --table users', 'preview --table users --rows 3 --show-originals'],
  transformers: ['transformers', 'transformers email'],
  run: ['run', 'run --from users --where "id < 100" --children all', 'run --resume 20261125-010000-a1b2'],
  verify: ['verify', 'verify --run 20261125-010000-a1b2'],
  rollback: ['rollback --reason "the new schema breaks the tests"'],
  'audit list': ['audit list', 'audit list --artifacts s3://audit-bucket/shop'],
  'audit show': ['audit show', 'audit show 20261125-010000-a1b2'],
  'audit verify': ['audit verify', 'audit verify --public-key nightmask.pub', 'audit verify --proof users.proof.json'],
  'audit prove': ['audit prove users > users.proof.json'],
  'audit open': ['audit open', 'audit open 20261125-010000-a1b2'],
  cases: ['cases', 'cases users', 'cases "schema/orders/*"'],
  'datasets list': ['datasets list'],
  'datasets drop': ['datasets drop recent-orders'],
  generate: [
    'generate --target mysql://writer:…@localhost/dev',
    'generate --target "$DEV_URL" --shape shape.yaml --seed 7',
  ],
}

/** Adds its examples to the help of each command that has some. */
export function withExamples(command: Command, path = ''): void {
  const own = examples[path]
  if (own) command.addHelpText('after', `\nExamples:\n${own.map((line) => `  nightmask ${line}`).join('\n')}`)
  for (const below of command.commands) withExamples(below, `${path} ${below.name()}`.trim())
}
