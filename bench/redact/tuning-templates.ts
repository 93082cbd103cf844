import type { Templates } from './languages.ts'

/** What the rules of redact were tuned on; measuring-templates.ts shares no sentence with it. See languages.ts for the slots. */
export const tuningTemplates: Templates = {
  en: [
    'Called {full}, no answer.',
    '{gen} parcel went back to us.',
    'Customer: {turned}',
    'Dear Mr {last}, your refund is on its way.',
    'ticket opened by {lower}',
    'Hi {s.first}, thanks for writing.\nBest regards,\n{s.full}',
    'Mrs {s.last} asked for Black Friday prices.',
  ],
  de: [
    'Habe mit {full} telefoniert.',
    '{gen} Rechnung ist offen.',
    'Frau {last} bittet um Rückruf.',
    'Kunde {turned}',
    'Hallo {s.first}, danke für die Nachricht.\nMit freundlichen Grüßen\n{s.full}',
    'Herr {s.last} war heute im Laden.',
  ],
  fr: [
    'Appel de {full} ce matin.',
    'Madame {last} attend une réponse.',
    'Bonjour {s.first}, merci.',
    'Le colis de {s.full} est perdu.',
  ],
  es: [
    'Llamada de {full} esta tarde.',
    'La señora {last} espera respuesta.',
    'Hola {s.first}, gracias.',
    'El paquete de {s.full} no llegó.',
  ],
  it: [
    'Chiamata di {full} stamattina.',
    'La signora {last} aspetta risposta.',
    'Ciao {s.first}, grazie.',
    'Il pacco di {s.full} è perso.',
  ],
  nl: [
    'Gebeld met {full}.',
    '{gen} bestelling is onderweg.',
    'Mevrouw {last} wacht op antwoord.',
    'Beste {s.first}, bedankt.',
  ],
  sv: ['Pratade med {full}.', '{gen} paket är försenat.', 'Fru {last} väntar på svar.', 'Hej {s.first}, tack.'],
  pl: ['Rozmowa: {full}.', 'Paczka {gen} wróciła.', 'Pani {last} czeka na odpowiedź.', 'Cześć {s.first}, dziękuję.'],
}
