import { type Entry, entry, text } from './entry.ts'

const networks = `skype twitter instagram telegram linkedin facebook github gitlab mastodon bluesky xing tik-tok snapchat discord
  reddit pinterest whatsapp wechat youtube orcid threads icq aim msn jabber yahoo`

/** Names, birth, and what a person is like. */
export const people: readonly Entry[] = [
  entry(
    'birth_date',
    ['temporal', 'text', 'integer'],
    'anywhere',
    `birthday birth-day birthdate birth-date date-of-birth dob bday birth birth-year year-of-birth born born-on date-birth
    date-of-death death-date deceased-date geburtsdatum geburtstag geburts-datum geburtsjahr geb-datum gebdat gebdatum geb-dat
    date-naissance date-de-naissance datenaissance naissance fecha-nacimiento fecha-de-nacimiento fecha-nac fechanac nacimiento
    data-nascimento data-de-nascimento data-nasc datanasc nascimento data-nascita data-di-nascita datanascita nascita
    geboortedatum geboorte-datum data-urodzenia dataurodzenia fodelsedatum fodelsedag fodselsdato fodselsdag foedselsdato
    syntymaaika datum-narozeni dogum-tarihi`,
    { despite: 'date day year datum' },
  ),
  entry(
    'first_name',
    text,
    'anywhere',
    `first-name firstname given-name givenname forename fore-name christian-name preferred-name preferredname f-name fname
    middle-name middlename m-name middle-initial first-names given-names vorname vornamen rufname prenom prenoms voornaam voornamen
    roepnaam imie imiona drugie-imie fornamn fornavn etunimi jmeno keresztnev ad-soyad primer-nombre segundo-nombre nombres
    primeiro-nome nome-proprio nombre-pila`,
    { despite: 'sent' },
  ),
  entry(
    'last_name',
    text,
    'anywhere',
    `last-name lastname surname surnames sur-name family-name familyname maiden-name maidenname second-name l-name lname birth-name
    nachname nachnamen zuname familienname geburtsname nom-famille nom-de-famille nomfamille nom-naissance nom-de-naissance
    nom-usage apellido apellidos apellido-paterno apellido-materno primer-apellido segundo-apellido sobrenome sobre-nome
    ultimo-nome cognome cognomi achternaam tussenvoegsel meisjesnaam nazwisko nazwiska nazwisko-rodowe efternamn etternavn efternavn
    sukunimi prijmeni soyadi parent-nom`,
    { despite: 'sent' },
  ),
  entry(
    'username',
    text,
    'anywhere',
    `username user-name usr-name auth-name authname login-name loginname user-login login login-id screen-name screenname nick-name nickname nick
    account-name user-handle user-nicename username-clean benutzername benutzer-name anmeldename anmelde-name
    nom-utilisateur identifiant-connexion utilisateur nombre-usuario nombre-de-usuario usuario nome-usuario nome-utente utente
    gebruikersnaam anvandarnamn brukernavn brugernavn nazwa-uzytkownika uzytkownik pseudo pseudonym pseudonyme logon user-code
    created-by-user angelegt-von geaendert-von inserted-by entered-by-user`,
    { despite: 'clean created' },
  ),
  entry('username', text, 'anywhere', networks, { despite: 'id name username handle user account nick profile' }),
  entry('username', text, 'person', 'slug permalink vanity vanity-slug alias pseudo handle', { beside: 'nothing' }),
  entry(
    'full_name',
    text,
    'anywhere',
    `full-name fullname whole-name complete-name real-name realname legal-name display-name displayname official-name officialname
    name-on-card nameoncard cardholder card-holder card-owner cc-owner account-holder account-owner kontoinhaber titular-tarjeta
    intestatario titulaire nome-titular titular nombre-completo nom-complet nomcomplet nome-completo volledige-naam
    nom-prenom nome-social name-address namensgeber sort-name emergency-contact notfallkontakt contact-person contactperson
    ansprechpartner persona-contacto personne-contact contato-emergencia contacto-emergencia addressee attn attention
    care-of billing-name delivery-name shipping-name invoice-name bill-name ship-name del-name greeting`,
  ),
  entry('full_name', text, 'anywhere', 'name names nom nombre nome naam namn navn nazwa nimi jmeno', {
    beside: 'a person',
  }),
  entry('full_name', text, 'person', 'name names nom nombre nome naam namn navn nazwa initials initialen nimi', {
    beside: 'nothing',
  }),
  entry('full_name', text, 'beside', 'contact contato contacto kontakt'),
  entry(
    'full_name',
    text,
    'anywhere',
    `author recipient beneficiary destinataire destinatario destinatari empfaenger ontvanger mottagare reviewer supervisor
    assignee teacher doctor physician guardian spouse mother father parent next-of-kin landlord tenant tutor trainer lecturer lehrer
    arzt behandelnder-arzt medecin medecin-traitant medico-cabecera professeur professeur-principal enseignant profesor docente
    responsable-legal responsavel familiar pai mae mere pere kierownik prowadzacy zatwierdzil opiekun lekarz nauczyciel
    sachbearbeiter bearbeiter vertreter signatory payee payer insured emergency sender`,
    { beside: 'nothing' },
  ),
  entry(
    'gender',
    ['text', 'enum', 'integer', 'bit'],
    'beside',
    `gender sex genero genere geschlecht sexo sesso sexe geslacht plec kon kjonn koen sukupuoli anrede salutation civilite honorific pronouns
    name-prefix tratamiento aanhef`,
  ),
  entry(
    'sensitive',
    ['text', 'enum', 'set', 'binary', 'integer', 'json'],
    'anywhere',
    `religion religious konfession denomination ethnicity ethnic  marital-status family-status familienstand civil-status
    situation-familiale estado-civil stan-cywilny stancywilny  burgerlijke-staat  blood-type blood-group blutgruppe
    gruppo-sanguigno grupo-sanguineo tipo-sanguineo gruposanguineo groupe-sanguin diagnosis diagnoses diagnose diagnostico
             niepelnosprawnosc  
    allergy allergies alergia alergias allergie allergien allergien sexual-orientation  union-member  
              
      criminal-record `,
    { despite: 'type group code status' },
  ),
  entry(
    'sensitive',
    ['text', 'enum', 'set', 'binary', 'integer', 'json'],
    'beside',
    `race disability disabilities behinderung handicap deficiencia discapacidad diagnostic icd icd10 cie10 cid10 treatment tratamiento
    traitement behandlung medication medications medikament medicamento medicamentos medical medical-notes blood blood-pressure
    tension health health-condition political vaccination civilstand cor skin-colour`,
    { despite: 'status code' },
  ),
  entry(
    'income',
    ['integer', 'decimal', 'float', 'text'],
    'beside',
    `salary wage wages gehalt lohn stundenlohn salario sueldo salaire stipendio stipendium income einkommen annual-pay current-pay desired-pay basic-salary remuneration
    renda wynagrodzenie lon loon hourly-rate`,
    { beside: 'nothing', despite: 'hourly rate amount gross net per month' },
  ),
  entry(
    'picture',
    ['binary', 'text'],
    'anywhere',
    `avatar selfie portrait mugshot signature-image unterschrift firma-digital passbild profile-image profile-img profile-pic
    profile-picture profile-photo profile-foto resume lebenslauf curriculum cv-file user-avatar avatar-url`,
    { despite: 'path file url' },
  ),
  entry('picture', ['binary'], 'beside', 'signature firma unterschrift handtekening podpis', { beside: 'nothing' }),
  entry('picture', ['binary', 'text'], 'person', 'picture photo foto bild image img scan zdjecie photograph', {
    despite: 'path file url',
  }),
]
