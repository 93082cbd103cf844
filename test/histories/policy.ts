/** Rules by table and column, as YAML flow text; a table may have one word, such as skip_rows. */
export type Rules = Record<string, Record<string, string> | string>

export function firstRules(): Rules {
  return {
    people: {
      id: 'keep',
      login: 'username',
      mail: 'email',
      name: 'full_name',
      phone: 'digits',
      born: '{ mask: date_shift, of: people.id }',
      balance: '{ mask: noise, part: 0.2 }',
      profile: '{ mask: json, paths: { $.mail: email, "$.tel[*]": digits }, otherwise: keep }',
      note: '{ mask: free_text, mode: redact }',
      kind: 'keep',
      country: 'keep',
      touched: 'keep',
    },
    products: { code: 'keep', title: 'keep', price: 'noise', stock: 'keep' },
    orders: {
      id: 'keep',
      total: 'keep',
      placed: 'keep',
      shipped: '{ mask: date_shift, of: people.id }',
      ship_to: '{ mask: persona, of: people.id, part: full_name }',
    },
    order_lines: { line: 'keep', remark: 'keep', quantity: 'keep', price: 'keep' },
    tokens: { id: 'keep', secret: 'hash', raw: 'keep' },
    prefs: { channel: 'keep', value: 'keep', flags: 'keep' },
    visits: { person_id: 'keep', page: 'keep', mail: 'email', seen: 'keep' },
    accounts: { mail: 'email', plan: 'keep', opened: 'birth_date' },
    account_notes: { id: 'keep', page: 'keep' },
    phrases: { code: 'keep', lang: 'keep', phrase: '{ keep: "printed" }', kept_at: 'keep' },
    counters: { name: 'keep', n: 'keep', bits: 'keep', f: 'keep', d: 'keep', y: 'keep', bytes: 'keep' },
  }
}

/** Other rules that a column may have, the first one included. */
export const otherRules: readonly {
  readonly table: string
  readonly column: string
  readonly rules: readonly string[]
}[] = [
  { table: 'people', column: 'name', rules: ['full_name', '{ mask: hash, length: 20 }', 'last_name'] },
  { table: 'people', column: 'balance', rules: ['{ mask: noise, part: 0.2 }', 'keep', '{ mask: bucket, size: 100 }'] },
  { table: 'people', column: 'note', rules: ['{ mask: free_text, mode: redact }', 'free_text', '"null"'] },
  { table: 'people', column: 'phone', rules: ['digits', 'phone', '"null"'] },
  { table: 'products', column: 'price', rules: ['noise', 'keep'] },
  { table: 'orders', column: 'ship_to', rules: ['{ mask: persona, of: people.id, part: full_name }', 'full_name'] },
  { table: 'orders', column: 'total', rules: ['keep', 'noise'] },
  {
    table: 'tokens',
    column: 'secret',
    rules: ['hash', '{ mask: hash, domain: tokens }', '{ mask: hash, length: 30 }'],
  },
  { table: 'prefs', column: 'flags', rules: ['keep', '{ keep: "ticked" }'] },
  { table: 'accounts', column: 'opened', rules: ['birth_date', 'keep'] },
]

export function policyText(rules: Rules, comments: 'keep' | 'drop'): string {
  const tables = Object.entries(rules).map(([table, columns]) =>
    typeof columns === 'string'
      ? `  ${table}: ${columns}\n`
      : `  ${table}:\n${Object.entries(columns)
          .map(([column, rule]) => `    ${column}: ${rule}\n`)
          .join('')}`,
  )
  const definitions = comments === 'drop' ? 'definitions: { comments: drop }\n' : ''
  return `version: 1\nlocale: en\n${definitions}tables:\n${tables.join('')}`
}
