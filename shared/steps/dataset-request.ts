import type { Config } from '../config/config.ts'
import type { Dataset } from '../config/dataset.ts'
import { UsageError } from '../errors.ts'
import { closestName } from '../schema/names.ts'
import type { DatasetRequest } from '../subset/request.ts'

/** The dataset of that name in the configuration; throws UsageError. */
export function datasetNamed({ datasets }: Pick<Config, 'datasets'>, name: string): Dataset {
  const dataset = Object.hasOwn(datasets, name) ? datasets[name] : undefined
  if (dataset) return dataset
  const known = Object.keys(datasets)
  const closest = closestName(name, known)
  throw new UsageError(
    `datasets: there is no ${name}${closest ? `; did you mean ${closest}?` : known.length > 0 ? `; there are ${known.join(', ')}.` : ' in the configuration.'}`,
  )
}

/** What the closure is asked: the dataset, the references of the configuration and the seed of the sample. */
export function datasetRequest(
  dataset: Dataset,
  references: Config['references'],
  seed: number,
  skippedTables: readonly string[],
): DatasetRequest {
  const { from, where = null, limit = null, percent = null, sample, children, depth, allow_empty: allowEmpty } = dataset
  return {
    ...{ from, where, limit, percent, sample, depth, allowEmpty, skippedTables, sampleSeed: seed },
    children: typeof children === 'string' ? children : children.map(choiceOf),
    references: references.map(({ referenced_columns: referencedColumns, ...reference }) => ({
      ...reference,
      referencedColumns,
    })),
  }
}

function choiceOf(child: Exclude<Dataset['children'], string>[number]) {
  if (typeof child === 'string') return { table: child, columns: null, depth: null, limit: null, ofNeeded: false }
  const { table, columns = null, depth = null, limit = null, of_needed: ofNeeded } = child
  return { table, columns, depth, limit, ofNeeded }
}
