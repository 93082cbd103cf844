import { code, type Entry, entry, text } from './entry.ts'

const marks = 'id hash key code digest reset'

/** Passwords, tokens, numbers of cards and accounts, official numbers: in English and the languages of the Roman alphabet around it. */
export const secrets: readonly Entry[] = [
  entry('secret', text, 'anywhere', `password-salt password-strong-salt salt nonce passwd-salt`, {
    despite: 'hash key code',
  }),
  entry(
    'password',
    text,
    'anywhere',
    `password passwd passwort passwoerter kennwort pwd passphrase mot-de-passe mdp contrasena contrasenia clave senha wachtwoord
    haslo losenord losen adgangskode passord parola-chiave parolachiave password-hash passhash jelszo salasana heslo
    parola sifre`,
    { despite: 'hash digest' },
  ),
  entry(
    'secret',
    text,
    'anywhere',
    `token secret otp pin pin-code api-key apikey cookie access-key auth-key act-key activation-key activation-code confirm-code
    confirmation-code confirmation-token verification-code reset-key reset-code private-key license-key licence-key session-key
    security-code security-answer recovery-code recovery-codes backup-code backup-codes encryption-key two-factor-secret gettone jeton
    session-id session-data sid device-id device-uid device-fingerprint fingerprint imei imsi udid idfa advertising-id mac-address
    mac-addr visitor-id user-agent browser-agent http-user-agent client-agent comment-agent useragent session-browser
    google-sub oauth-uid provider-uid openid stripe-customer stripe-customer-id stripe-id paypal-id auth0-id google-id apple-id
    facebook-id firebase-uid okta-id github-id braintree-id client-secret payer-id`,
    { despite: `${marks} value session` },
  ),
  entry('secret', text, 'person', 'uid', { beside: 'nothing' }),
  entry(
    'network_address',
    code,
    'anywhere',
    `ip ips ip-address ip-addr ip-adresse ip-adres ip-v4 ip-v6 ipv4 ipv6 remote-addr remote-address remote-host remote-ip
    forwarded-for adresse-ip direccion-ip endereco-ip indirizzo-ip`,
    { despite: 'hash registration newsletter login long failed fail' },
  ),
  entry('network_address', text, 'beside', 'hostname host', { beside: 'nothing' }),
  entry(
    'card_number',
    code,
    'anywhere',
    `credit-card-number debit-card-number credit-card credit-card-no cc-number cc-no cc-num cc-cvv cc-cvc cvv cvv2 cvc pan-number
    card-number card-no card-nr card-num card-last-four card-last-digits last-four last4 card-last4 cc-last4 kreditkarte kartennummer
    kreditkartennummer numero-tarjeta tarjeta-credito numero-carte carte-bancaire numero-carta numero-cartao cartao-final kaartnummer
    numer-karty kortnummer payment-card-number`,
    { despite: 'first last' },
  ),
  entry(
    'bank_account',
    code,
    'anywhere',
    `iban bank-account bank-acct bank-konto bank-account-number account-number acct-number account-no acct-no konto-nr kontonummer
    konto-nummer bank-number bank-code routing-number routing-no sort-code cuenta-bancaria numero-cuenta compte-bancaire numero-compte
    conto-corrente conta-bancaria conta-corrente rekeningnummer numer-konta nr-konta nrkonta bankverbindung bankgiro clabe bankkonto`,
    { despite: 'code' },
  ),
  entry(
    'national_id',
    code,
    'anywhere',
    `ssn ssn-last-four social-security social-security-number social-insurance-number num-secu numero-secu numsecu num-secu-sociale
    securite-sociale numero-securite-sociale national-id national-insurance-number citizen-id identity-number identity-card identity-no
    personal-number personal-id personal-code personal-id-number personnr personnummer person-nummer fodselsnummer personal-nummer
    tax-id tax-number tax-no tax-code taxpayer-id tax-ident vat-id vat-number vat-no  vat-id-no steuer-id steuer-nr
    steuernummer ust-id ust-id-nr ustid ust-idnr tva-number numero-tva nip nif  cuit passport passport-number passport-no pass-nr pass-no pass-number
    passnummer passeport reisepass reisepass-nr pasaporte passaporto passaporte paspoort paszport ausweis ausweis-nr personalausweis
    insurance-number insurance-no insurance-id versicherungsnummer versicherungs-nr versicherten-nr svnr sv-nummer
    sozialversicherungsnummer seguridad-social  numero-afiliado id-card id-card-number   
      numero-di-documento   pesel cpf cpf-cnpj cnpj  dni  nino curp bsn   
     codice-fiscale codicefiscale partita-iva aadhaar    nhs-number  medical-record-number  
    registro-sus cartao-sus   numcolegiado numero-colegiado num-colegiado student-number student-no
    drivers-license driver-license driving-licence drivers-licence license-number licence-number license-plate licence-plate
    licenceplate vehicle-registration car-registration number-plate plate-number kennzeichen targa targa-auto kenteken fuehrerschein fuehrerschein-nr
    personal-nr personalnummer library-card pas-nummer pasnummer taxvat employee-number employee-no staff-number `,
    { despite: 'code' },
  ),
  entry(
    'national_id',
    code,
    'beside',
    `cif siret siren nir ine nhc nis ra matricula rut rfc cnp egn rg mrn vat nie nss dowod document-number documento-numero numero-documento
    numero-di-documento nr-dokumentu id-number id-no numero-historia codigo-fiscal`,
  ),
  entry('password', text, 'anywhere', 'pass', { beside: 'nothing', despite: 'hash digest salted' }),
]
