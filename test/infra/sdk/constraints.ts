/** What a call is made on, in the words by which the SDK's documentation tells kinds apart. */
export type Kind = 'Aurora MySQL' | 'RDS for MySQL' | 'general purpose bucket'

const own: Readonly<Record<Kind, RegExp>> = {
  'Aurora MySQL': /Aurora(?! PostgreSQL| Serverless| Limitless)/,
  'RDS for MySQL': /RDS for (MySQL|MariaDB)|(?<!Aurora )\b(MySQL|MariaDB)\b/,
  'general purpose bucket': /general purpose bucket/i,
}

const anyKind =
  /Oracle|SQL Server|PostgreSQL|Db2|RDS Custom|Multi-AZ DB cluster|Aurora|MySQL|MariaDB|directory bucket|general purpose bucket/i
const exclusive =
  /\bonly\b[^.]*\b(appl|valid|support|available|for)|(appl|valid|support|available)[^.]*\bonly\b|^Valid for/i
const excluding =
  /(doesn't|does not|isn't|is not|aren't|are not) (apply|valid|applicable|supported|available)|not applicable/i

/** Sentences of a documentation by which a parameter is not meant for calls on this kind. */
export function against(documentation: string, kind: Kind): string[] {
  const sentences = documentation.split(/¶|(?<=\.)\s/).map((sentence) => sentence.trim())
  return sentences.filter((sentence) => {
    // What is said for another kind alone is no word about this one.
    if (!anyKind.test(sentence) || /^(Directory buckets - )?For directory buckets/.test(sentence)) return false
    if (excluding.test(sentence)) return own[kind].test(sentence)
    return exclusive.test(sentence) && !own[kind].test(sentence)
  })
}
