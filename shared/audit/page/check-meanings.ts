/** What each check means, in a sentence for whoever did not write it. docs/audit.md has the same; a test compares them. */
export const checkMeanings: Readonly<Record<string, string>> = {
  rows: 'As many rows as the snapshot counts were read, masked and loaded, table by table.',
  structure: 'Staging has the tables, columns, keys and indexes that production has.',
  'rules fired': 'Every masking rule met every value of its column that it is meant for.',
  'stored as masked':
    'What the server stored is, byte for byte, what was masked: each row was read again and compared.',
  leaks: 'Real values of masked columns were looked for in every cell of staging, in many spellings and encodings.',
  canaries:
    'Values planted for it were found by the search for real values: the search can fail, so its silence says something.',
  definitions: 'Real values were looked for in names, comments, defaults, views and programs too.',
  'foreign keys': 'Every foreign key of staging finds its row.',
  'unique keys': 'Every unique key of staging holds, by the server that built its index.',
  'edge cases': 'Every row that was made up on purpose is there under its key.',
  'edge cases left out': 'Rows that were to be made up, and that the schema or the server does not take.',
  "staging's own": 'Rows and settings that staging keeps of its own were put in.',
  risk: 'How few people share what an outsider may know of them keeps the limits of the policy.',
  'kinds not searched for':
    'Forms in which a real value would not have been seen: one of each was planted, and the search did not find it.',
  signature: 'Whether something could sign this record.',
  artifacts: 'Whether what the run left for this record was whole.',
}
