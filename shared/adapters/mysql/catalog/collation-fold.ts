import type { CollationFold } from '../../../masking/text/collation-fold.ts'
import type { Wire } from '../wire/wire.ts'

/** Letters outside ASCII that a collation may compare as others; ideographs and syllables never fold. */
const ranges = [
  [0x80, 0x33ff],
  [0xa640, 0xabff],
  [0xf900, 0xffef],
] as const

/** Asks the server how a collation compares, through WEIGHT_STRING: exact for this server and version. */
export async function probeCollation(wire: Wire, collation: string): Promise<CollationFold> {
  const [charset] = collation.split('_')
  if (!/^[a-z0-9_]+$/i.test(collation) || collation === 'binary')
    return { collation, caseSensitive: true, padSpace: false, supplementaryEqual: false, folds: {} }
  const weigh = (expression: string) =>
    `HEX(WEIGHT_STRING(CONVERT(${expression} USING ${charset}) COLLATE ${collation}))`
  const equal = (a: string, b: string) =>
    `CONVERT(${a} USING ${charset}) COLLATE ${collation} = CONVERT(${b} USING ${charset})`
  const emoji = ["_utf8mb4 x'F09F9880'", "_utf8mb4 x'F09F9A80'"] as const
  const [row = []] = await wire.query(
    `SELECT ${equal("'a'", "'A'")}, ${equal("'a '", "'a'")}, ${equal(...emoji)}, ${equal(emoji[0], "'?'")}`,
  )
  const [caseEqual = false, padSpace = false, emojiEqual = false, emojiMissing = false] = row.map(
    (cell) => cell === '1',
  )
  const folds = !caseEqual ? {} : await readFolds(wire, weigh, charset!)
  return {
    collation,
    caseSensitive: !caseEqual,
    padSpace,
    supplementaryEqual: emojiEqual && !emojiMissing,
    folds,
  }
}

/** Session variable that bounds recursive queries: MySQL's and MariaDB's name. */
async function allowRecursion(wire: Wire): Promise<void> {
  const [[version] = []] = await wire.query('SELECT VERSION()')
  await wire.execute(
    `SET SESSION ${/mariadb/i.test(version ?? '') ? 'max_recursive_iterations' : 'cte_max_recursion_depth'} = 100000`,
  )
}

async function readFolds(
  wire: Wire,
  weigh: (expression: string) => string,
  charset: string,
): Promise<Record<string, string>> {
  await allowRecursion(wire)
  const ascii = 'abcdefghijklmnopqrstuvwxyz0123456789'
  const [known] = await wire.query(`SELECT ${[...ascii].map((letter) => weigh(`'${letter}'`)).join(', ')}`)
  const byWeight = new Map<string, string>([...ascii].map((letter, at) => [known?.[at] ?? '', letter]))
  for (const a of ascii)
    for (const b of ascii) byWeight.set(`${weightOf(known, ascii, a)}${weightOf(known, ascii, b)}`, a + b)
  byWeight.delete('')
  const folds: Record<string, string> = {}
  for (const [from, to] of ranges) {
    const rows = await wire.query(
      `WITH RECURSIVE points (n) AS (SELECT ${from} UNION ALL SELECT n + 1 FROM points WHERE n < ${to})
       SELECT n, ${weigh('CHAR(n USING utf16)')}, HEX(CONVERT(CHAR(n USING utf16) USING ${charset})) FROM points`,
    )
    for (const [point, weight, stored] of rows) {
      const letter = String.fromCharCode(Number(point))
      // A letter that the character set cannot hold becomes '?': it cannot occur in the column.
      if (!weight || stored === '3F') continue
      const representative = byWeight.get(weight)
      if (representative) folds[letter] = representative
      else byWeight.set(weight, letter)
    }
  }
  return folds
}

function weightOf(row: readonly (string | null)[] | undefined, letters: string, letter: string): string {
  return row?.[letters.indexOf(letter)] ?? ''
}
