-- Dutch: a library whose card number stands in several tables
-- list voor: Fenna | Siebren | Machteld | Wubbo | Aafke | Joost | Tjitske | Emma
-- list achter: van der Horst-Bijl | Hoekzema | Terpstra | de Ruyter | Zijlmans | Jansen | Oosterbaan
-- list straat: Lindelaan | Havenkade | Molenpad | Kerkwijk
-- list plaats: Nieuwendam | Oosterwoude | Waterveen | Zandrecht
CREATE TABLE lener ( -- 45 rows
  lenernr INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  pasnummer VARCHAR(16) UNIQUE, -- national_id: card of the reader ~ <n> | 2352900000<n> | 2352900001<n>
  voornaam VARCHAR(40), -- first_name: given name ~ <voor>
  achternaam VARCHAR(60), -- last_name: family name ~ <achter>
  tussenvoegsel VARCHAR(10), -- last_name: part of the family name ~ van | de | NULL
  geboortedatum DATE, -- birth_date: of the reader ~ <1930..2016>-<01..12>-<01..28>
  straatb VARCHAR(60), -- street: second address ~ NULL | <straat> <1..80>
  straat VARCHAR(60), -- street: where the reader lives ~ <straat> <1..80>
  postcode CHAR(7), -- postal_code: where the reader lives ~ <####> AB
  woonplaats VARCHAR(40), -- city: where the reader lives ~ <plaats>
  telefoonthuis VARCHAR(15), -- phone: of the reader ~ 0<##>-<#######>
  mobiel VARCHAR(15), -- phone: of the reader ~ 06-<########>
  mailadres VARCHAR(80), -- email: of the reader ~ <voor><n>@brief.example
  wachtwoord VARCHAR(100), -- password: of the reader ~ $2a$08$abcdefghijklmnopqrstuuBcDeFgHiJkLmNoPqRsTuVwXyZ01234<x>
  altcontactachternaam VARCHAR(60), -- last_name: whom to call ~ <achter:2> | NULL
  altcontacttelefoon VARCHAR(15), -- phone: whom to call ~ 06-<########> | NULL
  categorie VARCHAR(10), -- harmless: a tariff ~ JEUGD | VOLW | 65PLUS
  verloopdatum DATE, -- harmless: when the card ends ~ 202<5..8>-<01..12>-01
  opmerkingen TEXT, -- free_text: what somebody wrote ~ NULL | NULL | Heeft haar pas twee keer verloren (<1..28>/<1..12>)
  blokkade TINYINT -- harmless: a flag ~ 0 | 1
);
CREATE TABLE uitlening ( -- 60 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  pasnummer VARCHAR(20), -- national_id: card of the reader ~ 2352900000<2..44> | 2352900001<3..45>
  exemplaar VARCHAR(14), -- harmless: number of a copy ~ 3000<######>
  uitgeleend DATETIME, -- harmless: when it was lent ~ 2024-<01..12>-<01..28> 14:00:00
  terug DATE, -- harmless: when it is due ~ 2024-<01..12>-<01..28>
  filiaal CHAR(3), -- harmless: a branch ~ CEN | NRD | ZUI
  verlengd TINYINT -- harmless: a count ~ 0 | 1 | 2
);
CREATE TABLE boek ( -- 40 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  titel VARCHAR(200), -- harmless: title of a book ~ De stille haven | Wind over het veen | Zeven bruggen | Het laatste schip
  auteur VARCHAR(100), -- harmless: who wrote a published book ~ Terpstra, J. | Hoogland, M. | Visser, P. | Wiarda, K.
  isbn VARCHAR(17), -- harmless: number of a book ~ 978-90-<###>-<####>-<#>
  uitgever VARCHAR(60), -- harmless: a publisher ~ Uitgeverij De Kade | Pers Noord
  jaar SMALLINT, -- harmless: a year ~ <1950..2023>
  samenvatting TEXT -- harmless: about a book ~ Een roman over een dorp achter de dijk en de mensen die er blijven. | Reisverhalen uit het noorden, met kaarten en tekeningen.
);
CREATE TABLE filiaal ( -- 3 rows
  code CHAR(3) PRIMARY KEY, -- harmless: a code ~ CEN | NRD | ZUI
  naam VARCHAR(40), -- harmless: name of a branch ~ Centrum | Noord | Zuid
  adres VARCHAR(80), -- harmless: address of a branch ~ Marktplein 1 | Noorderweg 20 | Zuidkade 5
  telefoon VARCHAR(15), -- harmless: number of a branch ~ 020-0000001 | 020-0000002 | 020-0000003
  email VARCHAR(60) -- harmless: address of a branch ~ centrum@bieb.example | noord@bieb.example | zuid@bieb.example
);
CREATE TABLE suggestie ( -- 20 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  ingediend_door INT, -- harmless: number of another row ~ <1..45>
  titel VARCHAR(120), -- harmless: title of a book ~ Sterren kijken | Koken met zeewier | Wandelen op de wadden
  toelichting TEXT, -- free_text: what a reader wrote ~ Mijn dochter wil dit graag lezen voor haar spreekbeurt. (<1..28>/<1..12>) | Ik zag het bij mijn zus en vond het prachtig. (<1..28>/<1..12>)
  status VARCHAR(12) -- harmless: a state ~ nieuw | besteld | afgewezen
);
CREATE TABLE bericht_sjabloon ( -- 6 rows
  code VARCHAR(20) PRIMARY KEY, -- harmless: a code ~ HERINNERING | WELKOM | RESERVERING | BOETE | VERLENGING | EINDE
  onderwerp VARCHAR(100), -- harmless: text of a template ~ Uw boek is bijna te laat | Welkom bij de bibliotheek | Uw reservering staat klaar
  inhoud TEXT -- harmless: text of a template ~ Beste <<voornaam>> <<achternaam>>, uw boek moet uiterlijk morgen terug zijn. | Beste <<voornaam>>, welkom als lid van onze bibliotheek in de stad.
);
