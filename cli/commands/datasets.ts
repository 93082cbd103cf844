import { dropDatasetSchema, listDatasetSchemas } from '../../shared/adapters/mysql/shadow/dataset-schemas.ts'
import { openWire } from '../../shared/adapters/mysql/wire/connect.ts'
import { datasetSchema } from '../../shared/schema/names.ts'
import type { Answer, Session } from '../answer.ts'
import { columns, wrap } from '../display/columns.ts'
import type { ConfigFlags } from '../flags.ts'
import { loadConfig } from '../load-config.ts'
import { endpointOf } from '../run/endpoints.ts'

/** The datasets of the configuration, and what of them the staging server holds. */
export async function listDatasets(flags: ConfigFlags, _session: Session): Promise<Answer> {
  const config = await loadConfig(flags, ['staging'])
  const { url, database } = endpointOf(config, 'staging')
  const held = await asked(url, listDatasetSchemas)
  const named = Object.entries(config.datasets).map(([name, { from, schema }]) => {
    const place = schema ?? datasetSchema(database, name)
    return { name, from, schema: place, held: held.find((one) => one.schema === place) ?? null }
  })
  const others = held.filter(({ schema }) => !named.some((one) => one.schema === schema))
  const rows = [
    ...named.map(({ name, from, schema, held }) => [name, `from ${from}`, schema, describe(held)]),
    ...others.map((one) => ['', 'not in the configuration', one.schema, describe(one)]),
  ]
  return {
    json: { datasets: named, others },
    lines: ({ width }) =>
      rows.length > 0 ? columns(rows) : wrap('No dataset is configured, and the staging server holds none.', width),
    failure: null,
  }
}

/** Drops the schema of a dataset before its time; staging itself and every other schema are refused. */
export async function dropDataset(name: string, flags: ConfigFlags, _session: Session): Promise<Answer> {
  const config = await loadConfig(flags, ['staging'])
  const { url, database } = endpointOf(config, 'staging')
  const dataset = Object.hasOwn(config.datasets, name) ? config.datasets[name] : undefined
  const schema = dataset ? (dataset.schema ?? datasetSchema(database, name)) : name
  await asked(url, (wire) => dropDatasetSchema(wire, schema))
  return { json: { dropped: schema }, lines: () => [`Dropped ${schema}.`], failure: null }
}

function describe(held: { readonly runId: string; readonly expiresAt: string } | null): string {
  return held ? `run ${held.runId}, until ${held.expiresAt} UTC` : 'not there'
}

async function asked<Result>(url: string, ask: (wire: Awaited<ReturnType<typeof openWire>>) => Promise<Result>) {
  const wire = await openWire(url, 'plain')
  try {
    return await ask(wire)
  } finally {
    wire.close()
  }
}
