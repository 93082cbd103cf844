import type { HistoryKind } from '../kind.ts'
import type { World } from '../world.ts'

const family = 'definitions'

/** DDL that needs no other rules. */
const statements = [
  'ALTER TABLE products ALTER COLUMN stock SET DEFAULT 7',
  'ALTER TABLE products ALTER COLUMN stock SET DEFAULT 5',
  'ALTER TABLE order_lines MODIFY remark VARCHAR(80) NULL',
  'ALTER TABLE order_lines MODIFY remark VARCHAR(60) NULL AFTER quantity',
  "ALTER TABLE prefs MODIFY channel ENUM('post','mail','phone','pigeon') NOT NULL",
  "ALTER TABLE prefs MODIFY channel ENUM('mail','pigeon','post','phone') NOT NULL",
  'ALTER TABLE phrases DROP PRIMARY KEY, ADD PRIMARY KEY (lang, code)',
  'ALTER TABLE phrases DROP PRIMARY KEY, ADD PRIMARY KEY (code, lang)',
  "ALTER TABLE visits COMMENT = 'who came'",
  'ALTER TABLE account_notes DROP FOREIGN KEY note_account',
  'ALTER TABLE orders AUTO_INCREMENT = 9000',
  'ALTER TABLE people AUTO_INCREMENT = 7000',
  'ALTER TABLE counters MODIFY f DOUBLE NULL',
  'ALTER TABLE counters MODIFY name VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL',
  'ALTER TABLE phrases CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin',
  'ALTER TABLE phrases CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci',
  'ALTER TABLE visits ADD COLUMN id INT NOT NULL AUTO_INCREMENT PRIMARY KEY FIRST',
  'ALTER TABLE products ADD CONSTRAINT stock_is_sane CHECK (stock > -1000000)',
  'CREATE OR REPLACE VIEW spent AS SELECT person_id, MAX(total) AS total FROM orders GROUP BY person_id',
  'DROP TRIGGER IF EXISTS prefs_kept',
  'CREATE TRIGGER notes_kept BEFORE INSERT ON account_notes FOR EACH ROW SET NEW.page = NEW.page',
]

export const definitionKinds: readonly HistoryKind[] = [
  {
    family,
    name: 'a definition changes',
    strike: async (world) => {
      const { chance, source, rules } = world
      const statement = chance.pick(statements)
      // What cannot be done twice, or fits what stands there no more, is left.
      const done = await source.rows(statement).then(
        () => true,
        () => false,
      )
      const visits = rules.visits
      if (done && statement.includes('visits ADD COLUMN id') && typeof visits === 'object') visits.id = 'keep'
      if (done && statement.includes('DROP FOREIGN KEY note_account')) ruled(world, 'account_notes').mail = 'email'
      return done ? statement : 'none'
    },
  },
  {
    family,
    name: 'a column comes or goes',
    strike: async (world) => {
      const { chance, source } = world
      if (chance.happens(0.4)) return takeAway(world, 'column')
      const table = chance.pick(['orders', 'tokens', 'phrases', 'accounts', 'prefs'])
      const column = `extra${++world.numbered}`
      const [type, rule] = chance.pick([
        ['INT NOT NULL DEFAULT 3', 'keep'],
        ['VARCHAR(60) NULL', 'full_name'],
        ["VARCHAR(60) NOT NULL DEFAULT 'as it was'", 'keep'],
        ['DATETIME NULL', '{ mask: bucket, unit: month }'],
      ])
      await source.rows(`ALTER TABLE ${table} ADD COLUMN ${column} ${type} ${chance.pick(['', 'FIRST'])}`)
      ruled(world, table)[column] = rule!
      world.added.set(`column ${table}.${column}`, async () => {
        delete ruled(world, table)[column]
        await source.rows(`ALTER TABLE ${table} DROP COLUMN ${column}`)
      })
      return `${table}.${column} ${type}`
    },
  },
  {
    family,
    name: 'an index comes or goes',
    strike: async (world) => {
      const { chance, source } = world
      if (chance.happens(0.4)) return takeAway(world, 'index')
      const [table, columns] = chance.pick([
        ['orders', 'ship_to'],
        ['people', 'name, country'],
        ['visits', 'mail'],
        ['accounts', 'plan, opened'],
        ['counters', 'n'],
      ] as const)
      const index = `by_${++world.numbered}`
      await source.rows(`ALTER TABLE ${table} ADD INDEX ${index} (${columns})`)
      world.added.set(`index ${table}.${index}`, () => source.rows(`ALTER TABLE ${table} DROP INDEX ${index}`))
      return `${table} (${columns})`
    },
  },
  {
    family,
    name: 'a table comes or goes',
    strike: async (world) => {
      const { chance, source, rules } = world
      if (chance.happens(0.4)) return takeAway(world, 'table')
      const table = `more${++world.numbered}`
      await source.rows(
        `CREATE TABLE ${table} (id INT NOT NULL PRIMARY KEY, person_id INT NULL, who VARCHAR(60), CONSTRAINT ${table}_person FOREIGN KEY (person_id) REFERENCES people (id) ON DELETE CASCADE)`,
      )
      await source.rows(
        `INSERT INTO ${table} SELECT id, id, CONCAT('Olvarin Kestrup', id) FROM people WHERE id < 900000 ORDER BY id LIMIT 20`,
      )
      rules[table] = { id: 'keep', who: 'full_name' }
      world.added.set(`table ${table}`, async () => {
        delete rules[table]
        await source.rows(`DROP TABLE ${table}`)
      })
      return table
    },
  },
]

/** Removes something that came before. */
async function takeAway({ added, chance }: World, what: string): Promise<string> {
  const names = [...added.keys()].filter((name) => name.startsWith(what))
  if (names.length === 0) return 'none'
  const name = chance.pick(names)
  await added.get(name)!()
  added.delete(name)
  return `without ${name}`
}

function ruled({ rules }: World, table: string): Record<string, string> {
  const columns = rules[table]
  if (typeof columns !== 'object') throw new Error(`${table} has no rules by column.`)
  return columns
}
