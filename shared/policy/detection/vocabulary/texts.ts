import { type Entry, entry } from './entry.ts'

const text = ['text'] as const

/** What people write. `free_text` is written about somebody or by somebody; `prose` may as well be about things. */
export const texts: readonly Entry[] = [
  entry(
    'free_text',
    text,
    'anywhere',
    `comment comments note notes remark remarks bemerkung bemerkungen notiz notizen kommentar anmerkung message messages nachricht
    feedback review memo bio biography about-me observation observations observacion observaciones obs observacoes comentario
    comentarios commentaire commentaires remarque remarques appreciation complaint testimonial transcript chat mensaje mensagem
    opmerking opmerkingen toelichting uwagi powod anamnesis anamnese medical-history findings befund signature-text sig
    richieste preferenze annotazioni anteckning anteckningar meddelande motivo motive reason-text edit-reason personal-note
    occupation occ`,
    { despite: 'text subject message messages html title' },
  ),
  entry('free_text', text, 'person', 'signature about interests hobbies', { beside: 'nothing' }),
  entry(
    'prose',
    text,
    'anywhere',
    `description beschreibung descripcion descricao descrizione content contents body text excerpt post-content answer question reason
    subject title headline contenu inhalt objet betreff detail details summary`,
    { despite: 'text title subject body content message messages html' },
  ),
]
