-- German: a sports club with direct debits and trainers
-- list vor: Ortrun | Friedemann | Wiebke | Enno | Hauke | Swantje | Jorinde | Tammo | Almut | Gesche | Anna | Peter
-- list nach: Quandt-Riesel | Obermoser | Tiedtke | Brammertz | Zirngibl | Haberkamp | Leuthold | Pfannkuch | Müller | Vogt
-- list strasse: Lindenweg | Am Alten Anger | Kiefernstieg | Hafenallee | Bachgasse | Torplatz
-- list ort: Musterstadt | Neuort | Altdorf | Brückenau am See | Hohenfelde
CREATE TABLE mitglied ( -- 40 rows
  mitglied_nr INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  anrede ENUM('Herr','Frau','Divers'), -- gender: tells the gender ~ Herr | Frau | Frau | Divers
  vorname VARCHAR(50), -- first_name: given name ~ <vor>
  zuname VARCHAR(50), -- last_name: family name ~ <nach>
  gebdat DATE, -- birth_date: date of birth ~ <1938..2014>-<01..12>-<01..28>
  strassehausnr VARCHAR(80), -- street: where the member lives ~ <strasse> <1..120>
  plz CHAR(5), -- postal_code: where the member lives ~ <#####>
  wohnort VARCHAR(60), -- city: where the member lives ~ <ort>
  telefonprivat VARCHAR(30), -- phone: private number ~ 0<###> / <#######>
  handynr VARCHAR(30), -- phone: mobile number ~ 017<#> <########>
  emailadresse VARCHAR(90), -- email: private address ~ <vor>.<nach>@post.example | mitglied<n>@web.example
  notfallkontakt VARCHAR(90), -- full_name: whom to call in an emergency ~ <vor:2> <nach>
  notfalltel VARCHAR(30), -- phone: whom to call in an emergency ~ 0<####>-<######>
  eintrittsdatum DATE, -- harmless: when the membership began ~ <2001..2023>-<01..12>-<01..28>
  beitragsgruppe VARCHAR(20), -- harmless: a tariff ~ Kind | Erwachsen | Familie
  status VARCHAR(12), -- harmless: a state ~ aktiv | passiv | ruhend
  newsletter TINYINT(1), -- harmless: an opt-in ~ 0 | 1
  bemerkung TEXT -- free_text: what somebody wrote about the member ~ NULL | NULL | möchte erst ab Herbst wieder turnen (<1..28>/<1..12>) | zahlt bar, Mutter spricht nur Polnisch (<1..28>/<1..12>)
);
CREATE TABLE sepa_mandat ( -- 30 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  mitglied_nr INT, -- harmless: number of another row ~ <1..40>
  kontoinhaber VARCHAR(80), -- full_name: who owns the account ~ <vor> <nach>
  iban VARCHAR(34), -- bank_account: account of a person ~ DE89370400440532013000 | DE02120300000000202051 | DE02500105170137075030 | DE02100500000054540402
  bic VARCHAR(11), -- harmless: a code of a bank ~ COBADEFFXXX | BYLADEM1001 | INGDDEFFXXX | BELADEBEXXX
  bankname VARCHAR(60), -- harmless: name of a bank ~ Musterbank | Sparbank Nord | Landbank
  mandatsref VARCHAR(35), -- harmless: a reference made from numbers ~ M-2019-<#####>
  unterschrieben_am DATE, -- harmless: when a contract was signed ~ <2010..2023>-<01..12>-<01..28>
  betrag DECIMAL(8,2) -- harmless: an amount ~ 12.50 | 30.00 | 55.00
);
CREATE TABLE sportart ( -- 6 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  name VARCHAR(40), -- harmless: name of a sport ~ Turnen | Schwimmen | Judo | Handball | Rudern | Tanz
  kuerzel CHAR(3), -- harmless: a code ~ TUR | SWI | JUD | HAN | RUD | TAN
  beschreibung TEXT -- harmless: text for the brochure ~ Turnen für alle ab drei Jahren, in drei Hallen | Schwimmkurse im Stadtbad an jedem Dienstag | Kampfkunst für Kinder und Erwachsene, mit Gürtelprüfung
);
CREATE TABLE trainer ( -- 12 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  name VARCHAR(80), -- full_name: name of a trainer ~ <vor> <nach>
  lizenz VARCHAR(10), -- harmless: a level ~ C | B | A
  lizenz_gueltig_bis DATE, -- harmless: when a licence ends ~ <2025..2028>-<01..12>-01
  stundenlohn DECIMAL(6,2), -- income: what a person earns ~ 14.50 | 18.00 | 22.00 | 31.50
  sportart_id INT -- harmless: number of another row ~ <1..6>
);
CREATE TABLE hallenbelegung ( -- 20 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  halle VARCHAR(30), -- harmless: name of a place ~ Halle Nord | Halle Süd | Stadtbad
  wochentag VARCHAR(12), -- harmless: a day ~ Montag | Dienstag | Mittwoch | Freitag
  von TIME, -- harmless: a time ~ 16:00:00 | 17:30:00
  bis TIME, -- harmless: a time ~ 17:30:00 | 19:00:00
  sportart_id INT, -- harmless: number of another row ~ <1..6>
  ort VARCHAR(40) -- harmless: the town of a sports hall ~ Musterstadt | Neuort
);
CREATE TABLE protokoll ( -- 25 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  zeitpunkt DATETIME, -- harmless: when something happened ~ 2024-<01..12>-<01..28> 10:<00..59>:00
  benutzername VARCHAR(40), -- username: who did it ~ kassenwart | <vor>.<nach> | vorstand<1..3>
  aktion VARCHAR(30), -- harmless: what was done ~ angelegt | geaendert | geloescht
  tabelle VARCHAR(30), -- harmless: name of a table ~ mitglied | sepa_mandat
  ipadresse VARCHAR(45) -- network_address: from where it was done ~ 203.0.113.<1..254> | 2001:db8::<xxxx>
);
