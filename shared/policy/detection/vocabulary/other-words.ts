import { listOf } from './entry.ts'

/** Whom rows are about, or whom a column names: singular, lower case, without accents. */
const personWords = listOf(`
  user usr member author customer cust client contact person people  owner guest employee emp staff candidate applicant student
  pupil teacher    reviewer commenter sender recipient patient doctor physician nurse subscriber visitor passenger
  driver rider  admin administrator  participant attendee donor tenant  borrower reader buyer seller payer
  payee holder requester reporter guardian parent child children sibling brother sister relative partner spouse mother father beneficiary manager supervisor assignee poster signatory insured adult
  subscriber coach trainer tutor lecturer volunteer resident citizen inhabitant player  
  benutzer kunde mitarbeiter person patient arzt aerzte mitglied mitglieder kontakt schueler lehrer empfaenger besteller kaeufer
  ansprechpartner gast gaeste eltern kind kinder inhaber trainer dozent teilnehmer bewerber
  klant medewerker gebruiker lener lid leden leerling deelnemer auteur persoon
  osoba klient klienci pracownik pracownicy uzytkownik uczen pacjent czlonek autor
  kund anvandare person medlem elev anstalld kunde bruker bruger ansat medarbejder
    appuser
`)

/** In these languages the person comes first: `usuario_activo`. */
const romanceWords = listOf(`
  personne utilisateur employe client eleve enseignant professeur adherent abonne medecin parent enfant personnel salarie
  usuario cliente empleado persona paciente medico alumno profesor familiar huesped titular 
  utente cliente persona ospite ospiti paziente dipendente iscritto iscritti socio
  pessoa usuario aluno professor funcionario destinatario responsavel
`)

/** Words of people, of whom a table speaks that has one of their names or addresses too; else they may be anything. */
export const perhapsPersons: ReadonlySet<string> = new Set(
  listOf(
    'profile profiles agent agents account accounts lead leads rep reps individual individuals actor actors speaker speakers artist artists composer composers konten',
  ),
)

/** What makes a column about something else than its other words say: the type of a phone is no phone. */
export const otherThings: ReadonlySet<string> = new Set(
  listOf(`
  type types typ tipo art kind status flag flags count counter counts anzahl total sum id ids format formats template templates pattern
  regex label labels caption header footer verified verify confirmed validated valid invalid active enabled disabled required
  optional allowed allow show hide hidden visible visibility display sent send sendable received notify notification notifications alert
  opt optin optout consent accept accepted subscribe subscribed unsubscribe created updated changed change modified expires expire
  expiry expiration attempts attempt failed fail fails reset force forced policy rule rules length max min limit size width height
  sort order index weight level levels group groups class category categories role roles permission permissions right rights setting
  settings config configuration option options preference preferences default column table hint help country countries
  land laender pays pais nation nazione nationality nationalite nacionalidad nacionalidade 
  staatsangehoerigkeit obywatelstwo language lang locale currency timezone zone mask method mode
  provider server port module plugin component view step score rating time timestamp at on since until day month
  age version checksum is has do does not can should must use used need needs icon icons color colour css queue domain tag tags
  code codes kennzeichen schluessel hash digest key state relationship relation renderer input frontend backend rewrite alias
  action actions event events handler callback function script query sql xml path file filename extension mime
  product products item items article artikel category page pages menu shop store brand model manufacturer supplier
  parameter param variable variables placeholder prefix suffix separator wording image-type stylesheet theme
  cost price amount fee tax rate percent charge quantity stock unit units domain namespace resource
  op operator subject message messages html banner receipt document doc dokument quality checks interval period frequency algo algorithm space left
  `),
)

/** Words that say nothing of their own. */
const idleWords = listOf(`
  the a an of de du des d la le les el los del da do di della van het der die das und and y e et o or for in zu
  home work private privat privee primary secondary main other alt alternate alternative additional extra emergency second first third
  last new old current previous prev original billing bill shipping ship delivery deliver del invoice lieferung liefer lev rechnung
  mailing postal permanent temporary contact no nr num number numero nummer numer nro text long short full clean lower
  location geo per
  native kana kanji latin characters month annual
  raw hashed encrypted enc crypt entry entity info data value val line own mobile tel up pickup dropoff drop off pick strong
  address adresse user customer name
  refresh push auth access
  prive personal personale firmowy firmy particulier notfall thuis casa trabajo trabalho travail travaux geschaeftlich
  entered citizenship cittadinanza business office day night from to cc bcc by via mr mrs res
`)

export const idle: ReadonlySet<string> = new Set(idleWords)
export const romancePersons: ReadonlySet<string> = new Set(romanceWords)
export const persons: ReadonlySet<string> = new Set([...personWords, ...romanceWords])

const endings = ['s', 'es', 'n', 'en', 'e', 'r', 'er', 'i', 'y']

/** Whether a word is one for people, in the plural too. */
export function isPersonWord(word: string, among: ReadonlySet<string> = persons): boolean {
  return (
    among.has(word) ||
    endings.some((ending) => word.endsWith(ending) && among.has(word.slice(0, word.length - ending.length)))
  )
}
