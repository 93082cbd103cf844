import { code, type Entry, entry, text } from './entry.ts'

/** How a person is reached and where a person is. The more particular come first: the city of an address is a city. */
export const contact: readonly Entry[] = [
  entry(
    'email',
    text,
    'anywhere',
    `email e-mail mail emails e-mail-address email-address mail-address mailadresse emailadresse mailadres emailaddr emailed-to correo
    correo-electronico courriel epost e-post sahkoposti adres-mail adresmail eposta indirizzo-email endereco-email`,
    { despite: 'id to from cc bcc address addr adresse recipient private init primary alternate' },
  ),
  entry(
    'phone',
    code,
    'anywhere',
    `phone phones telephone tel telefon telefono telefone telefoon telefonnummer telefon-nr telefonnr phone-number phonenumber fon
    fone mobile mobile-phone mobile-number mobil mobilnummer mobil-nr mobiltelefon mobiltel mobiel handy handy-nr handynummer
    handynr cell cellphone cell-phone cellular celular cellulare movil gsm komorka telkom telefax fax faxnummer fax-nr fax-number
    msisdn sms-number tlf tlf-movil tlf-fijo puhelin portable-phone cel emergency-number contact-number contact-no contact-phone contact-tel emergency-phone matkapuhelin hemtelefon rufnummer
    durchwahl telephone-portable telefonu telefonow telefony`,
    { despite: 'home work private mobile' },
  ),
  entry('phone', code, 'person', 'portable extension phone-ext', { beside: 'nothing' }),
  entry(
    'postal_code',
    code,
    'beside',
    `zip zip-code zipcode postcode post-code postal-code postalcode plz postleitzahl code-postal codepostal codigo-postal cp cep cap
    kod-pocztowy kodpocztowy postnummer postnr post-nr psc postinumero`,
    { despite: 'code' },
  ),
  entry(
    'city',
    text,
    'beside',
    `city town village suburb municipality locality district-town ort wohnort stadt ortsname ville commune localite ciudad
    localidad poblacion municipio gemeinde cidade bairro barrio citta comune localita plaats woonplaats miasto miejscowosc postort
    stad kaupunki mesto birth-place birthplace place-of-birth geburtsort lieu-naissance lieunaissance lieu-de-naissance
    lugar-nacimiento luogo-nascita luogonascita local-nascimento miejsce-urodzenia miejsceurodzenia fodelseort district
    adress-ort lev-ort levort user-from neighborhood neighbourhood borough`,
    { despite: 'place of birth' },
  ),
  entry(
    'region',
    text,
    'beside',
    `state province county region bundesland kanton canton provincia estado departement wojewodztwo landkreis`,
    { despite: 'state code' },
  ),
  entry('region', text, 'beside', 'uf prov lan fylke', { beside: 'nothing' }),
  entry('latitude', ['decimal', 'float', 'text'], 'beside', 'lat latitude geo-lat breitengrad pickup-lat', {
    beside: 'nothing',
  }),
  entry('longitude', ['decimal', 'float', 'text'], 'beside', 'lng lon long longitude geo-lng geo-lon laengengrad', {
    beside: 'nothing',
  }),
  entry(
    'location',
    ['geometry', 'text'],
    'beside',
    `position geo-location geo-point geo-hash coords coordinates gps
    lat-lng lat-lon geo point`,
    { beside: 'nothing' },
  ),
  entry('location', ['geometry'], 'beside', 'location', { beside: 'nothing' }),
  entry(
    'street',
    text,
    'anywhere',
    `street address addr adresse adress adres anschrift strasse  rue calle direccion domicilio domicile endereco logradouro
    indirizzo  straat ulica ulicy adresu gata gatuadress lev-adress levadress adresserue   osoite street-name street-address
    address-line address-line1 hausnummer hausnr house-number house-no nr-domu nrdomu  strassehausnr strasse-hausnr
    apartment appartement  po-box postfach adresszusatz mailing-address billing-address
    shipping-address home-address pickup-address dropoff-address`,
    { despite: 'name line additional extra full text primary' },
  ),
  entry(
    'street',
    text,
    'anywhere',
    'line numero nummer number num complemento numero-casa line1 line2 building floor gebaeude',
    {
      beside: 'nothing',
      afterStreet: true,
    },
  ),
  entry('street', text, 'beside', 'via str gade vej street-nr', { beside: 'nothing' }),
  entry('street', ['integer'], 'beside', 'street-number house-number hausnummer hausnr'),
  entry(
    'web_address',
    text,
    'anywhere',
    `homepage home-page homepages weblog user-url author-url customer-url member-url user-website author-website
    user-web-site author-homepage personal-site personal-url personal-website pagina-personal site-perso`,
    { despite: 'url link page address' },
  ),
  entry(
    'web_address',
    text,
    'beside',
    'website web-site webpage web-page www blog sitio-web pagina-web site-web site-internet internetseite internetadresse',
    { despite: 'url link page' },
  ),
  entry('web_address', text, 'beside', 'referer referrer referer-url referrer-url http-referer', { despite: 'url' }),
  entry('web_address', text, 'person', 'url link site web', { beside: 'nothing' }),
  entry(
    'company',
    text,
    'beside',
    `company company-name firma firm employer arbeitgeber organization organisation societe entreprise empresa azienda bedrijf
    bedrijfsnaam unternehmen nazwa-firmy foretag workplace trabalho`,
    { despite: 'name' },
  ),
]
