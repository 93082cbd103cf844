/** What stands before a name, folded as words are: behind it a capitalised word is somebody. */
export const titles: ReadonlySet<string> = new Set(
  `mr mrs ms miss mx sir madam lady lord dr doctor prof professor rev father sister captain
  herr herrn frau hr fr fraulein familie
  m monsieur madame mademoiselle mme mlle maitre docteur
  senor senora senorita sr sra srta don dona
  signor signora signorina signore sig sigra dott dottoressa avv ing
  meneer mevrouw mw dhr mevr heer
  herrn fru froken
  pan pani pana panu panem pania panstwo
  senhor senhora slecna doktor dottor`.split(/\s+/),
)

/** How people are greeted, folded: a first name behind it is somebody, and a capitalised word with another. */
export const greetings: ReadonlySet<string> = new Set(
  `dear hi hello hey hiya morning evening thanks
  hallo liebe lieber liebes guten geehrte geehrter servus moin danke
  bonjour bonsoir cher chere salut merci
  hola estimado estimada querido querida buenos buenas gracias
  ciao gentile caro cara egregio salve buongiorno grazie
  beste geachte goedendag dag hoi bedankt
  hej hejsan kara kare basta tjena tack
  drogi droga szanowny szanowna witam czesc dzien dziekuje`.split(/\s+/),
)

/** The last word before a name that signs, folded. */
export const signings: ReadonlySet<string> = new Set(
  `regards sincerely cheers faithfully yours best thanks signed truly
  grussen grusse gruss grusse mfg hochachtungsvoll
  cordialement salutations amicalement bises sentiments
  saludos atentamente cordialmente abrazo
  saluti distinti cordiali
  groet groeten vriendelijke
  halsningar halsning mvh vanliga
  pozdrawiam powazaniem`.split(/\s+/),
)

/** Words within names that are not capitalised. */
export const particles: ReadonlySet<string> = new Set(
  'von van de der den del della di da dal dos das du la le el zu zur ten ter af av y e i bin ibn al'.split(' '),
)
