import type { Samples } from '../../policy/detection/detect.ts'
import { wordsOf } from '../../policy/detection/names/name-words.ts'
import type { Draft } from '../../policy/draft.ts'
import type { ProposedSetting } from '../../policy/proposed-setting.ts'
import { refuseOwn } from '../../policy/resolving/check-own.ts'
import type { Setting } from '../../policy/staging-own.ts'
import { type Schema, storedColumns, type Table } from '../../schema/schema.ts'
import { outwardColumns } from './outward-columns.ts'
import { outwardSettings } from './outward-settings.ts'
import { nothing, waitingWork } from './waiting-work.ts'

/** What would do harm in a copy of the database, by names and sampled values: each would be taken by a plan as it is. */
export function proposeSettings(schema: Schema, samples: Samples, draft: Draft): ProposedSetting[] {
  const all = schema.tables.flatMap((table) => {
    const work = waitingWork(table)
    // Rows that go need nothing else.
    if (work.some(({ empty }) => empty)) return work
    const note = draft.settings.find((known) => known.table === table.name && known.about === 'things')
    const columns = [
      ...ownAddresses(table),
      ...outwardColumns(
        table,
        draft.tables.find((drafted) => drafted.table === table.name),
      ),
    ]
    return [...work, ...(note ? outwardSettings(note, table, samples) : columns)]
  })
  return taken(all, schema)
}

const sites = /_(?:shop|site|store|domain|domains|host|sites|shops|stores)(?:_\w+)*_$/
const domain = /_(?:domain|domain_ssl|hostname|base_url|site_url)_$/

/** Tables in which an application looks up which site it is. */
function ownAddresses(table: Table): ProposedSetting[] {
  if (!sites.test(wordsOf(table.name))) return []
  const found = storedColumns(table).filter(({ name, kind }) => kind === 'text' && domain.test(wordsOf(name)))
  if (found.length === 0) return []
  const set = found.map(({ name }) => [
    name,
    /url_$/.test(wordsOf(name)) ? 'https://staging.example.com/' : 'staging.example.com',
  ])
  return [{ ...nothing(table), set: Object.fromEntries(set), because: 'addresses of the site' }]
}

/** Those that a plan takes together: one that it refuses may be what another one needs. */
function taken(proposed: readonly ProposedSetting[], schema: Schema): ProposedSetting[] {
  const refused = new Set(problemsOf(proposed.map(asSetting), schema))
  const rest = proposed.filter((_, at) => !refused.has(at))
  return refused.size === 0 ? rest : taken(rest, schema)
}

/** Numbers of the settings that a plan would refuse. */
function problemsOf(settings: readonly Setting[], schema: Schema): number[] {
  try {
    const own = { file: '', keepTables: [], keepRows: [], migrate: null, settings }
    refuseOwn(own, { schema, skipped: new Set(), keptThere: null })
    return []
  } catch (error) {
    return (error as { problems: readonly { line: number }[] }).problems.map(({ line }) => line)
  }
}

function asSetting({ table, where, set, blank, empty }: ProposedSetting, line: number): Setting {
  const named = where ? [{ column: where.column, not: false, asks: where.names }] : []
  return { table, where: named, set, blank, empty, replace: {}, mayMiss: false, line }
}
