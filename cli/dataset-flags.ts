import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Config } from '../shared/config/config.ts'
import { type Dataset, datasetShape } from '../shared/config/dataset.ts'
import { listProblems, UsageError } from '../shared/errors.ts'
import { datasetNamed } from '../shared/steps/dataset-request.ts'
import { positiveInteger } from './flags.ts'

/** Flags that ask for a part of the source: a dataset of the configuration, changed or not, or one of their own. */
export interface DatasetFlags {
  readonly dataset?: string
  readonly from?: string
  readonly where?: string
  readonly limit?: number
  readonly percent?: number
  readonly children?: string
  readonly allowEmpty?: true
}

/** The name under which a dataset of flags runs. */
const adHoc = 'ad-hoc'

export function withDatasetFlags(command: Command): Command {
  const options = [
    new Option('--dataset <NAME>', 'only the rows of a dataset of the configuration'),
    new Option('--from <TABLE>', 'a dataset of flags: rows of this table and all that they need'),
    new Option('--where <SQL>', 'which rows of it, such as "created_at >= NOW() - INTERVAL 1 DAY"'),
    new Option('--limit <N>', 'at most so many rows of it').argParser(positiveInteger),
    new Option('--percent <P>', 'a share of its rows').argParser(percentage),
    new Option('--children <TABLES>', 'all, none, or tables whose rows come along when they refer to rows of it'),
    new Option('--allow-empty', 'publish it although no row is asked for'),
  ]
  for (const option of options) command.addOption(option.helpGroup('Dataset:'))
  return command
}

/** The configuration with the dataset that the flags ask for, and its name; null for a full run. Throws UsageError. */
export function askDataset(config: Config, flags: DatasetFlags): { config: Config; dataset: string | null } {
  const own = changesOf(flags)
  const name = flags.dataset ?? (flags.from === undefined ? null : adHoc)
  if (name === null) {
    if (Object.keys(own).length > 0)
      throw new UsageError('--where, --limit, --percent, --children and --allow-empty need --from or --dataset.')
    return { config, dataset: null }
  }
  const base: Partial<Dataset> = flags.dataset === undefined ? {} : datasetNamed(config, flags.dataset)
  const parsed = datasetShape.safeParse({ ...base, ...own })
  if (!parsed.success)
    throw new UsageError(
      listProblems(
        'dataset',
        parsed.error.issues.map(({ message }) => message),
      ),
    )
  return { config: { ...config, datasets: { ...config.datasets, [name]: parsed.data } }, dataset: name }
}

function changesOf({ from, where, limit, percent, children, allowEmpty }: DatasetFlags): Record<string, unknown> {
  const list = children === 'all' || children === 'none' ? children : children?.split(',')
  const given = { from, where, limit, percent, children: list, allow_empty: allowEmpty }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

function percentage(text: string): number {
  const value = Number(text)
  if (!(value > 0 && value <= 100)) throw new InvalidArgumentError('It has to be a number above 0 and up to 100.')
  return value
}
