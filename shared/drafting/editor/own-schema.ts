import type { Draft } from '../../policy/draft.ts'
import { policyJsonSchema } from '../../policy/file/json-schema.ts'
import { idOf, referencesOf } from '../../policy/resolving/reference-groups.ts'
import type { RuleKinds } from '../../policy/rule-kind.ts'
import { type Column, type Schema, storedColumns, type Table } from '../../schema/schema.ts'
import { type ProvenMasks, provenMasks } from './proven-masks.ts'

type Json = Record<string, unknown>

/**
 * The JSON Schema of a policy for this very schema: its tables and columns and no others, each column with the rules that can be proven
 * on it. Columns of which the same can be proven share a definition.
 */
export function ownPolicySchema(schema: Schema, draft: Draft, kinds: RuleKinds): Json {
  const general = policyJsonSchema(kinds) as { $defs: Json; properties: Record<string, Json> } & Json
  const proven = provenMasks(schema, draft, kinds)
  const references = new Map(referencesOf(schema).map(({ from, to }) => [idOf(from), `${to.table}.${to.column}`]))
  const sets = new Map<string, string>()
  const own: Json = {}
  const definitionFor = (masks: ProvenMasks): string => {
    const id = JSON.stringify(masks)
    const known = sets.get(id)
    if (known) return known
    const number = sets.size + 1
    own[`rule_${number}`] = { anyOf: refsOf(masks) }
    own[`column_${number}`] = renamed(general.$defs.column, `rule_${number}`)
    sets.set(id, `column_${number}`)
    return `column_${number}`
  }
  const tables = schema.tables.map((table): [string, Json] => {
    const listed = draft.tables.find((one) => one.table === table.name)?.columns ?? []
    const columns = storedColumns(table).map(({ name, ...column }): [string, Json] => {
      const id = idOf({ table: table.name, column: name })
      const description = describeColumn(table, { name, ...column }, references.get(id) ?? null)
      return [name, { $ref: `#/$defs/${definitionFor(proven.get(id)!)}`, description }]
    })
    return [
      table.name,
      tableSchema(
        Object.fromEntries(columns),
        listed.map(({ column }) => column),
      ),
    ]
  })
  const { $id, title, $defs, properties, ...rest } = general
  return {
    ...rest,
    $comment:
      'Made by nightmask init; nightmask init --update writes it anew from the database. Commit it beside the policy.',
    title: `${title} of ${schema.database}`,
    properties: {
      ...properties,
      tables: {
        type: 'object',
        properties: Object.fromEntries(tables),
        required: schema.tables.map(({ name }) => name),
        additionalProperties: false,
        ...{ description: properties.tables!.description, examples: properties.tables!.examples },
      },
    },
    $defs: { ...$defs, ...own },
  }
}

function refsOf({ short, long }: ProvenMasks): Json[] {
  const names = [...short.map((name) => `short_${name}`), 'keep_reason', ...long.map((name) => `long_${name}`)]
  return names.map((name) => ({ $ref: `#/$defs/${name}` }))
}

/** A definition in which another one stands for `rule`. */
function renamed(definition: unknown, rule: string): unknown {
  return JSON.parse(JSON.stringify(definition).replaceAll('"#/$defs/rule"', JSON.stringify(`#/$defs/${rule}`)))
}

function tableSchema(properties: Json, required: readonly string[]): Json {
  const skipped = { const: 'skip_rows', description: 'The table is made, and its rows are left behind.' }
  return { anyOf: [skipped, { type: 'object', properties, required, additionalProperties: false }] }
}

/** Of an ENUM the type alone: its values are long. */
function describeColumn({ primaryKey, uniqueKeys }: Table, column: Column, references: string | null): string {
  const { name, columnType, nullable } = column
  const isAlone = (columns: readonly string[]) => columns.length === 1 && columns[0] === name
  return [
    columnType.replace(/^(enum|set)\(.*\)/s, '$1'),
    ...(nullable ? [] : ['NOT NULL']),
    ...(primaryKey.includes(name) ? ['primary key'] : []),
    ...(uniqueKeys.some(({ columns }) => isAlone(columns)) ? ['unique'] : []),
    ...(references === null ? [] : [`takes the rule of ${references}`]),
  ].join(', ')
}
