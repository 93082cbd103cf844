import { listProblems, UsageError } from '../errors.ts'
import type { Plan } from '../policy/plan.ts'

/** Whether this staging can hold a copy of this source. Throws UsageError with every reason why not; returns what is worth knowing. */
export function provePair(plan: Pick<Plan, 'source' | 'staging' | 'schema' | 'keepTables' | 'loadMethod'>): string[] {
  const problems = [...proveFamily(plan), ...proveNames(plan), ...proveKeptTables(plan)]
  if (problems.length > 0) throw new UsageError(listProblems('source and staging', problems))
  return plan.loadMethod === 'insert'
    ? [
        'staging: local_infile is off, so rows go in by INSERT, two to three times slower; SET GLOBAL local_infile = ON (RDS: the parameter group) turns it on',
      ]
    : []
}

function proveFamily({ source, staging }: Pick<Plan, 'source' | 'staging'>): string[] {
  const familyOf = (version: string) => (/mariadb/i.test(version) ? 'MariaDB' : 'MySQL')
  const [from, to] = [familyOf(source.version), familyOf(staging.version)]
  return from === to
    ? []
    : [`the source is ${from} and staging is ${to}: their definitions do not fit; use the same family`]
}

// nightmask's own tables go into every generation.
function proveNames({ schema }: Pick<Plan, 'schema'>): string[] {
  return schema.tables
    .filter(({ name }) => name.toLowerCase().startsWith('nightmask_'))
    .map(({ name }) => `the source has a table ${name}: names that begin with nightmask_ are nightmask's own`)
}

// A foreign key to a table of another generation would follow that generation out of staging.
function proveKeptTables({ schema, keepTables }: Pick<Plan, 'schema' | 'keepTables'>): string[] {
  return schema.tables.flatMap(({ name, foreignKeys }) =>
    foreignKeys
      .filter(({ referencedDatabase, referencedTable }) => !referencedDatabase && keepTables.includes(referencedTable))
      .map(
        (key) => `${name}.${key.name} references ${key.referencedTable}, which staging.keep_tables does not replace`,
      ),
  )
}
