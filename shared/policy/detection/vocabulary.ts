import type { ColumnKind } from '../../schema/schema.ts'
import type { PersonalKind } from './finding.ts'

/** How columns are called that hold a kind of personal data, over the words of the name. The first entry that matches counts. */
export interface Vocabulary {
  readonly kind: PersonalKind
  readonly pattern: RegExp
  readonly columnKinds: readonly ColumnKind[]
  /** Where it is personal: anywhere, only in tables about people, or only beside an address or a person. */
  readonly where: 'anywhere' | 'person' | 'beside'
}

const text: readonly ColumnKind[] = ['text', 'binary']
const code: readonly ColumnKind[] = ['text', 'binary', 'integer']
const number = '(?:no|nr|num|number|nummer|numero)'
const services =
  'stripe|paypal|braintree|adyen|klarna|mollie|google|apple|facebook|twitter|github|auth_?0|okta|firebase'
const networks =
  'skype|twitter|instagram|telegram|linkedin|facebook|github|gitlab|mastodon|bluesky|xing|tik_?tok|snapchat|discord|reddit|pinterest|whatsapp|wechat|vk|youtube|orcid|threads'
const persons =
  'user|member|author|customer|client|contact|person|profile|owner|guest|employee|candidate|applicant|student|artist|speaker|reviewer|commenter|sender'
const sites = 'url|uri|link|web|website|web_?site|web_?page|homepage|home_?page|blog|page|site|www'

// English, German, French, Spanish, Portuguese, Italian, Dutch, Polish and Scandinavian names.
export const vocabulary: readonly Vocabulary[] = [
  entry('password', text, 'anywhere', [
    '(?:\\w+_)?(?:password|passwd|passwort|kennwort|pwd|passphrase|mot_de_passe|contrasena|senha|wachtwoord|haslo|losenord)(?:_?(?:hash|digest|enc|encrypted|salt))?',
    '(?:(?:user|usr|admin|login)_?)?pass(?:_?(?:hash|digest))?',
  ]),
  entry('secret', text, 'anywhere', [
    '(?:\\w+_)?(?:token|secret|otp|pin_?code|api_?key|apikey|salt|nonce|cookie)(?:_?(?:hash|key|value|code))?',
    '(?:\\w+_)?(?:access|auth|activation|confirm|confirmation|verification|reset|private|licen[cs]e|session|security|recovery|encryption)_?(?:key|code|id|hash|answer|data)',
    `(?:\\w+_)?(?:backup|recovery)_?codes?|(?:${services})_?(?:\\w+_)?(?:u?id|sub)|(?:oauth|openid|provider)_?(?:uid|sub)`,
    'device_?(?:id|uid|fingerprint)|imei|imsi|udid|idfa|advertising_?id|mac_?(?:addr|address)|(?:user|browser|http|client|comment)_?agent|sessions?_?(?:data|payload|value)',
  ]),
  entry('secret', text, 'person', ['uid']),
  entry('email', text, 'anywhere', [
    '(?:\\w+_)?(?:e_?mail|mail|correo|courriel|epost|e_post|email)(?:_?(?:s|id|addr|address|adresse|adress|adres|electronico|recipient|to|from|cc|bcc|\\d+))?',
  ]),
  entry('network_address', code, 'anywhere', [
    '(?:\\w+_)?ip(?:_?(?:v_?\\d|addr|address|adresse|hash))?|remote_?(?:addr|address|host|ip)|ip_?v_?[46]|(?:\\w+_)?forwarded_?for',
  ]),
  entry('card_number', code, 'anywhere', [
    `(?:\\w+_)?(?:credit|debit|cc|payment|bank)?_?card_?${number}|cc_?(?:${number}|cvv|cvc)(?:_?enc(?:rypted)?)?|cvv_?2?|cvc|card_?(?:cvv|cvc|pan)|(?:\\w+_)?(?:card|cc)_last_?(?:four|4|digits)(?:_?enc(?:rypted)?)?|kreditkarten?_?${number}|numero_?(?:de_?)?tarjeta`,
  ]),
  entry('bank_account', code, 'anywhere', [
    `(?:\\w+_)?iban(?:_?${number})?|bank_?(?:account|acct|konto)(?:_?${number})?|(?:account|acct)_?${number}|konto_?${number}|routing_?${number}|cuenta_bancaria|compte_bancaire|bankverbindung`,
  ]),
  entry('national_id', code, 'anywhere', [
    `(?:\\w+_)?ssn(?:_?last_?(?:four|4))?|num(?:ero)?_?secu\\w*|(?:\\w+_)?taxvat|(?:\\w+_)?social_security(?:_?${number})?|(?:\\w+_)?(?:national|citizen|identity|personal)_?(?:id|insurance_?${number}|${number}|code|card)`,
    `(?:\\w+_)?(?:tax|taxpayer|vat|steuer|ust)_?(?:id|${number}|payer_?id|code|ident)|(?:\\w+_)?passport(?:_?${number})?|reisepass\\w*|passnummer|(?:personal)?ausweis\\w*`,
    `(?:\\w+_)?(?:insurance|versicherung|versicherungs|versicherten|sozialversicherungs)_?(?:id|${number})|svnr|id_?card(?:_?${number})?|id_?${number}`,
    `pesel|cpf|cnpj|dni|nif|nino|curp|bsn|cnp|egn|rut|rfc|personnummer|fodselsnummer|codice_fiscale|aadhaar(?:_?${number})?|nir|insee|mrn|nhs_?${number}|medical_record_?${number}`,
    `(?:\\w+_)?(?:drivers?|driving)_?licen[cs]e(?:_?${number})?|licen[cs]e_?plate|kennzeichen|number_?plate|matricula|fuehrerschein\\w*|personalnummer|personal_?nr`,
  ]),
  entry('phone', code, 'anywhere', [
    `(?:\\w+_)?(?:tele)?(?:phone|fon|phones)(?:_?(?:${number}|\\d+|home|work|mobile|private|privat|ext))?|(?:\\w+_)?tel(?:_?(?:${number}|\\d+))?|(?:\\w+_)?(?:telefon|telefono|telefone|telefoon|telephone)(?:_?(?:${number}|nummer|\\d+))?`,
    `(?:\\w+_)?(?:mobile?|mobil_?(?:nummer|nr|telefon)|handy|handy_?${number}|cell|cellular|cell_?phone|celular|cellulare|movil|gsm|komorka|fax|telefax|msisdn|whats_?app|sms_?${number})(?:_?(?:${number}|phone|\\d+))?`,
  ]),
  entry('phone', code, 'person', ['portable|durchwahl|extension|phone_?ext']),
  entry('birth_date', ['temporal', 'text', 'integer'], 'anywhere', [
    '(?:\\w+_)?(?:birth|born)_?(?:date|day|year|on|at)?|(?:\\w+_)?(?:date|day|year)_?of_?(?:birth|death)|(?:\\w+_)?dob|bday|(?:\\w+_)?birth_?(?:date|day)|death_?date',
    'geburts?_?(?:datum|tag|jahr)|geb_?datum|gebdat|(?:date_?(?:de_?)?)?naissance|(?:fecha_?(?:de_?)?)?nacimiento|(?:data_?(?:de_?)?)?nascimento|(?:data_?(?:di_?)?)?nascita|geboorte_?datum|data_urodzenia|fodelsedatum|fodselsdato',
  ]),
  entry('first_name', text, 'anywhere', [
    '(?:\\w+_)?(?:first|given|fore|middle|christian|preferred)_?names?|f_?name|(?:\\w+_)?(?:vorname|vornamen|prenom|prenoms|voornaam|imie|fornamn|fornavn|primer_nombre|segundo_nombre|nombres|primeiro_nome)|middle_?initial',
  ]),
  entry('last_name', text, 'anywhere', [
    '(?:\\w+_)?(?:last|sur|family|maiden|second)_?names?|l_?name|(?:\\w+_)?(?:nachname|familienname|geburtsname|nom_?(?:de_?)?famille|apellidos?|apellido_\\w+|sobrenome|cognome|achternaam|nazwisko|efternamn|etternavn)',
  ]),
  entry('username', text, 'anywhere', [
    '(?:\\w+_)?user_?(?:name|login|nicename)|(?:\\w+_)?login(?:_?(?:name|id))?|(?:\\w+_)?(?:screen|nick|account)_?name|nick|user_?handle|benutzer_?name|anmelde_?name|(?:nom_?)?utilisateur|(?:nombre_?(?:de_?)?)?usuario|gebruikersnaam|pseudo(?:nym)?',
  ]),
  entry('full_name', text, 'anywhere', [
    '(?:\\w+_)?(?:full|whole|complete|real|legal|display)_?name|nombre_completo|nom_complet|nome_completo|(?:\\w+_)?(?:contact|customer|client|patient|employee|person|guest|holder|owner|author|recipient|sender|card_?holder|account_?holder|beneficiary|doctor|physician|teacher|student|member|manager|applicant|candidate|passenger|driver|subscriber|attention|reviewer|supervisor|spouse|mother|father|parent|child|emergency_?contact|pers|ship|bill|payer|payee|buyer|seller|signatory|billing|shipping|delivery)_?name',
    '(?:cc|card|account)_?(?:owner|holder)|(?:\\w+_)?(?:author|recipient|addressee|attn|contact_?person|emergency_contact|ansprechpartner|empfaenger|destinataire|destinatario)|kunden?_?name|mitarbeiter_?name|patienten_?name',
  ]),
  entry('full_name', text, 'person', ['name|names|nom|nombre|nome|naam|namn|navn|nazwa|initials|alias']),
  entry('full_name', text, 'beside', ['contact']),
  entry('username', text, 'anywhere', [
    `(?:\\w+_)?(?:${networks})(?:_?(?:id|name|username|handle|user|account|nick|profile))?`,
  ]),
  entry('username', text, 'person', ['slug|handle|permalink|vanity_?(?:name|slug)?']),
  entry('web_address', text, 'anywhere', [
    `(?:\\w+_)?(?:${persons}|personal|private|${networks})_?(?:${sites})|(?:\\w+_)?(?:home_?page|homepage|homepages|weblog)(?:_?(?:url|link|address))?|pagina_?(?:web|personal)|site_?(?:perso|personnel)`,
  ]),
  entry('web_address', text, 'beside', [
    '(?:\\w+_)?(?:website|web_?site|web_?page|web|www|blog|sitio_?web|site_?(?:web|internet)|internet(?:seite|adresse)?)(?:_?(?:url|link|address|adresse))?',
  ]),
  entry('web_address', text, 'person', ['(?:\\w+_)?(?:url|link|site)']),
  entry('street', text, 'anywhere', [
    `(?:\\w+_)?(?:street|address|addr|adresse|adress|adres|anschrift|strasse|rue|calle|direccion|domicilio|endereco|indirizzo|straat|ulica|gata)(?:_?(?:line|name|address|${number}|zusatz|lines|extra|suffix|full|text))?(?:_?\\d+)?`,
    `(?:\\w+_)?(?:hausnummer|hausnr|house_?${number}|apartment|appartement|apt(?:_?${number})?|po_?box|postfach|flat_?${number})`,
  ]),
  entry('street', text, 'beside', ['line_?\\d']),
  entry('postal_code', code, 'beside', [
    '(?:\\w+_)?(?:zip|postal|post)(?:_?code)?|(?:\\w+_)?(?:zipcode|postcode|plz|postleitzahl|code_?postal|codigo_?postal|cep|kod_pocztowy|postnummer|postnr)',
  ]),
  entry('city', text, 'beside', [
    '(?:\\w+_)?(?:city|town|village|suburb|municipality|locality|ort|wohnort|stadt|ville|commune|ciudad|localidad|poblacion|gemeinde|cidade|citta|comune|plaats|woonplaats|miasto|stad)(?:_?name)?|(?:birth_?place|place_?of_?birth|geburtsort)',
  ]),
  entry('region', text, 'beside', [
    '(?:\\w+_)?(?:state|province|district|county|region|bundesland|kanton|canton|provincia|estado|departement|wojewodztwo|neighbou?rhood|borough)(?:_?(?:name|code))?',
  ]),
  entry('latitude', ['decimal', 'float', 'text'], 'beside', ['(?:\\w+_)?(?:lat|latitude|geo_?lat|breitengrad)']),
  entry('longitude', ['decimal', 'float', 'text'], 'beside', [
    '(?:\\w+_)?(?:lng|lon|long|longitude|geo_?(?:lng|lon)|laengengrad)',
  ]),
  entry('location', ['geometry', 'text'], 'beside', [
    '(?:\\w+_)?(?:location|position|geo|geo_?(?:location|point|loc|hash)|coord|coords|coordinates|point|gps|lat_?(?:lng|lon|long))',
  ]),
  entry('gender', ['text', 'enum', 'integer', 'bit'], 'anywhere', [
    '(?:\\w+_)?(?:gender|sex|geschlecht|sexo|sesso|sexe|geslacht|plec|kon)',
    'anrede|salutation|civilite|honorific|pronouns?',
  ]),
  entry('sensitive', ['text', 'enum', 'set', 'binary', 'integer'], 'anywhere', [
    '(?:\\w+_)?(?:religion|religious_\\w+|konfession|denomination|ethnicity|ethnic_\\w+|race|marital_?status|familienstand|civil_status|blood_?(?:type|group)|blutgruppe|diagnos[ie]s|diagnose|diagnostico|disabilit(?:y|ies)|allerg(?:y|ies)|sexual_\\w+|political_\\w+|union_member\\w*)',
  ]),
  entry('income', ['integer', 'decimal', 'float'], 'beside', [
    '(?:\\w+_)?(?:salary|wage|wages|gehalt|lohn|salario|salaire|stipendio|income|einkommen|annual_?pay)(?:_?(?:amount|gross|net))?',
  ]),
  entry('picture', ['binary', 'text'], 'anywhere', [
    '(?:\\w+_)?(?:avatar|selfie|portrait|mugshot|fingerprint|signature|unterschrift|passbild|profile_?(?:image|img|pic|picture|photo|foto)|resume|lebenslauf|curriculum\\w*)(?:_?(?:url|path|file|data|image|png|svg|text))?',
  ]),
  entry('picture', ['binary', 'text'], 'person', [
    '(?:\\w+_)?(?:picture|photo|foto|bild|image|img|scan)(?:_?(?:url|path|file|data))?',
  ]),
  entry('company', text, 'beside', [
    '(?:\\w+_)?(?:company|firma|firm|employer|arbeitgeber|organi[sz]ation|societe|entreprise|empresa|azienda|bedrijf|unternehmen)(?:_?name)?',
  ]),
  entry('free_text', text, 'anywhere', [
    '(?:\\w+_)?(?:comment|comments|note|notes|remark|remarks|bemerkung|bemerkungen|notiz|notizen|kommentar|anmerkung|message|messages|nachricht|feedback|review_?(?:text|body)?|memo|bio|biography|about_?me|observaciones|comentario|comentarios|commentaire|commentaires|complaint|testimonial|transcript|chat|mensaje|opmerking|opmerkingen|uwagi|anamnesis?|anamnese|medical_?history|findings|befund)(?:_?(?:text|body|content))?',
  ]),
  entry('prose', text, 'anywhere', [
    '(?:\\w+_)?(?:description|beschreibung|descripcion|descricao|descrizione|content|contents|body|text|excerpt|post_?content|answer|question|reason|subject)(?:_?(?:text|html|long))?',
  ]),
]

/** Tables that are about people, over the words of their names. */
export const personTables =
  /_(?:users?|customers?|clients?|persons?|people|employees?|staff|members?|patients?|doctors?|physicians?|contacts?|authors?|actors?|students?|teachers?|guests?|subscribers?|visitors?|candidates?|applicants?|passengers?|drivers?|agents?|admins?|leads?|participants?|attendees|donors?|tenants?|profiles?|reps?|recipients?|benutzer|kunden?|mitarbeiter|personen|patienten|aerzte|mitglieder|kontakte|schueler|personnes?|utilisateurs?|employes?|usuarios?|clientes?|empleados?|personas?|pacientes?|utenti|clienti|persone|pessoas?|klanten|medewerkers|personer|kunder)_/

/** Long text columns only: a `text` of ten characters is a code. */
export const shortestFreeText = 80

function entry(
  kind: PersonalKind,
  columnKinds: readonly ColumnKind[],
  where: Vocabulary['where'],
  patterns: readonly string[],
): Vocabulary {
  return { kind, columnKinds, where, pattern: new RegExp(`^_(?:${patterns.join('|')})_$`) }
}
