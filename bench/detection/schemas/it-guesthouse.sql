-- Italian: a guest house with bookings, police reports and a newsletter
-- list nome: Ermenegilda | Fulgenzio | Ortensia | Gaudenzio | Ines | Marco | Chiara
-- list cognome: Brambilla-Conti | Scognamiglio | Zanardelli | Quattrocchi | Rossi | Terranova
-- list via: Via dei Tigli | Corso Nuovo | Piazza Vecchia | Viale del Porto
-- list citta: Borgoverde | San Rocco al Mare | Castelnuovo | Valfiorita
CREATE TABLE ospite ( -- 40 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  nome VARCHAR(50), -- full_name: given name of the guest ~ <nome>
  cognome VARCHAR(50), -- last_name: family name of the guest ~ <cognome>
  datanascita DATE, -- birth_date: of the guest ~ <1935..2010>-<01..12>-<01..28>
  luogonascita VARCHAR(60), -- city: where the guest was born ~ <citta>
  nazione_nascita CHAR(2), -- harmless: a country ~ IT | DE | FR
  cittadinanza CHAR(2), -- harmless: a country ~ IT | DE | FR
  tipodocumento VARCHAR(20), -- harmless: a kind of document ~ CARTA | PASSAPORTO
  numerodocumento VARCHAR(20), -- national_id: number of a document ~ CA<#####>XY | YB<#######>
  codicefiscale CHAR(16), -- national_id: tax number ~ BRMFLG60A01H501U | SCGRTN71B02F205X
  indirizzo VARCHAR(100), -- street: where the guest lives ~ <via> <1..90>
  cap CHAR(5), -- postal_code: where the guest lives ~ <#####>
  comune VARCHAR(60), -- city: where the guest lives ~ <citta>
  prov CHAR(2), -- region: where the guest lives ~ MI | RM | TO
  cellulare VARCHAR(20), -- phone: of the guest ~ +39 3<##> <#######>
  indirizzo_email VARCHAR(100), -- email: of the guest ~ <nome>.<cognome>@posta.example
  targaauto VARCHAR(10), -- national_id: plate of the guest's car ~ AB<###>CD | NULL
  preferenze VARCHAR(200), -- free_text: what is known of the guest ~ NULL | camera silenziosa, allergica alle piume (<1..28>/<1..12>) | arriva sempre tardi (<1..28>/<1..12>)
  lingua CHAR(2), -- harmless: a language ~ it | de | fr
  consenso_privacy TINYINT(1) -- harmless: an opt-in ~ 1
);
CREATE TABLE prenotazione ( -- 50 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  ospite_id INT, -- harmless: number of another row ~ <1..40>
  camera_id INT, -- harmless: number of another row ~ <1..8>
  arrivo DATE, -- harmless: when the guest comes ~ 2024-<01..12>-<01..28>
  partenza DATE, -- harmless: when the guest leaves ~ 2024-<01..12>-<01..28>
  canale VARCHAR(20), -- harmless: how it was booked ~ telefono | sito | agenzia
  codice VARCHAR(12), -- harmless: number of a booking ~ PR<######>
  numerocarta VARCHAR(25), -- card_number: of the guest ~ 4111111111111111 | 5500000000000004 | NULL
  scadenzacarta CHAR(5), -- harmless: when a card ends ~ 09/27 | NULL
  intestatario VARCHAR(80), -- full_name: who owns the card ~ <nome> <cognome>
  richieste TEXT, -- free_text: what the guest wrote ~ NULL | Veniamo con il nonno, serve una rampa. (<1..28>/<1..12>) | Culla in camera, grazie! (<1..28>/<1..12>)
  stato VARCHAR(15), -- harmless: a state ~ confermata | in attesa | annullata
  prezzo DECIMAL(8,2) -- harmless: a price ~ 80.00 | 120.00
);
CREATE TABLE camera ( -- 8 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  nome VARCHAR(30), -- harmless: name of a room ~ Girasole | Lavanda | Rosa | Margherita | Viola | Giglio | Dalia | Iris
  piano TINYINT, -- harmless: a floor ~ 0 | 1 | 2
  descrizione TEXT, -- harmless: about a room ~ Camera doppia con balcone e vista sul lago, bagno con doccia. | Camera singola tranquilla verso il cortile interno della casa.
  foto VARCHAR(80) -- harmless: picture of a room ~ camere/<xxxx>.jpg
);
CREATE TABLE utente ( -- 6 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  utente VARCHAR(30), -- username: how somebody logs in ~ ines | marco | reception<n>
  parolachiave VARCHAR(255), -- password: how somebody logs in ~ $argon2id$v=19$m=65536,t=4,p=1$<xxxxxxxxxxxx>$<xxxxxxxxxxxxxxxxxxxx>
  ruolo VARCHAR(20), -- harmless: a role ~ admin | reception
  ultimo_accesso DATETIME, -- harmless: a moment ~ 2024-<01..12>-<01..28> 08:00:00
  tema VARCHAR(10) -- harmless: a setting ~ chiaro | scuro
);
CREATE TABLE iscritti_newsletter ( -- 30 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  contatto VARCHAR(100), -- email: who gets the newsletter ~ <nome><n>@lettera.example
  confermato TINYINT(1), -- harmless: an opt-in ~ 0 | 1
  gettone CHAR(32) -- secret: opens the page of the subscriber ~ <xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx>
);
CREATE TABLE tassa_soggiorno ( -- 6 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  comune VARCHAR(40), -- harmless: towns with their tariffs ~ Borgoverde | Castelnuovo | Valfiorita
  importo DECIMAL(5,2), -- harmless: an amount ~ 1.50 | 2.00
  dal DATE -- harmless: a date ~ 2020-01-01 | 2022-01-01
);
