import type { Table } from '../../../schema/schema.ts'
import type { PersonalKind } from '../finding.ts'
import { splitName } from '../names/split-name.ts'
import { listOf, type Reach } from '../vocabulary/entry.ts'
import { isAboutKinds } from './table-role.ts'

/** Tables whose texts somebody wrote, whoever is named beside them. */
const byNature = new Set(
  listOf(`
  comment comments review reviews feedback testimonial testimonials complaint complaints guestbook remark remarks privmsg privmsgs
  kommentar kommentare bewertung bewertungen bemerkung bemerkungen commentaire commentaires avis comentario comentarios resena resenas
  avaliacao avaliacoes commento commenti recensione recensioni reactie reacties opinia opinie komentarz komentarze
  suggestion suggestions suggestie suggesties
  `),
)

/** Tables whose texts somebody wrote when a row leads to somebody: a template of messages leads to nobody. */
const withPeople = new Set(
  listOf(`
  post posts message messages ticket tickets question questions answer answers reply replies request requests case cases issue issues
  thread threads topic topics chat chats mail mails email emails visit visits visita visitas visite visites appointment appointments
  consultation consultations note notes notiz notizen nachricht nachrichten mensaje mensajes mensagem mensagens bericht berichten
  meddelande meddelanden mot mots enquiry enquiries inquiry inquiries incident incidents
  diary journal application applications
  `),
)

/** Whether a table's rows are what somebody wrote, as comments and reviews are: a name beside it is the writer's. */
export function isWritten(table: string): boolean {
  return !isAboutKinds(table) && splitName(table).some((word) => byNature.has(word) || isGlued(word))
}

const prefixLengths = [2, 3, 4]
const shortestGlued = 6

/** A prefix that all tables of an application share may be glued to the word, as in `qzreviews`. */
function isGlued(word: string): boolean {
  return prefixLengths.some((length) => word.length - length >= shortestGlued && byNature.has(word.slice(length)))
}

/** Whether people wrote what a column calls text, or are in it. `reach` tells whom the table is about. */
export function isByPeople(table: Table, column: string, kind: PersonalKind, reach: Reach): boolean {
  if (isAboutKinds(table.name)) return false
  if (isWritten(table.name)) return true
  const words = splitName(table.name)
  if (words.some((word) => withPeople.has(word)) && reach !== 'anywhere') return true
  if (kind === 'free_text') return reach !== 'anywhere'
  return reach === 'person' && !splitName(column).includes('title')
}
