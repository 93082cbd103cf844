-- Swedish: a shop with bookkeeping and club membership
-- list fornamn: Torbjörn | Gunnel | Ossian | Ylva | Hjördis | Sixten | Erik | Anna
-- list efternamn: Rosenstråle | Ekvall-Berg | Nordlander | Sjöhäger | Andersson | Kvist
-- list gata: Lindvägen | Hamngatan | Kyrkostigen | Ängsbacken
-- list ort: Nyhamn | Strandby | Kvarnköping | Fjällbo
CREATE TABLE kund ( -- 40 rows
  kundnr INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  fornamn VARCHAR(40), -- first_name: given name ~ <fornamn>
  efternamn VARCHAR(60), -- last_name: family name ~ <efternamn>
  personnr CHAR(13), -- national_id: of the customer ~ 19<######>-<####>
  gatuadress VARCHAR(80), -- street: where the customer lives ~ <gata> <1..90>
  postnr CHAR(6), -- postal_code: where the customer lives ~ <###> <##>
  postort VARCHAR(40), -- city: where the customer lives ~ <ort>
  epost VARCHAR(80), -- email: of the customer ~ <fornamn>.<n>@brev.example
  mobiltel VARCHAR(20), -- phone: of the customer ~ 07<#>-<###> <##> <##>
  hemtelefon VARCHAR(20), -- phone: of the customer ~ 0<##>-<###> <##> <##>
  fodelsedag DATE, -- birth_date: of the customer ~ <1935..2005>-<01..12>-<01..28>
  kon CHAR(1), -- gender: of the customer ~ M | K
  losenord VARCHAR(64), -- password: of the customer ~ <xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx>
  kundtyp VARCHAR(10), -- harmless: a kind ~ privat | foretag
  medlemsniva VARCHAR(10), -- harmless: a tariff ~ brons | silver
  anteckning VARCHAR(250), -- free_text: what somebody wrote ~ NULL | Vill alltid hämta själv, hör dåligt (<1..28>/<1..12>) | NULL
  skapad DATETIME -- harmless: when the row was made ~ 2022-<01..12>-<01..28> 10:00:00
);
CREATE TABLE orderhuvud ( -- 50 rows
  ordernr INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  kundnr INT, -- harmless: number of another row ~ <1..40>
  levnamn VARCHAR(80), -- full_name: who gets it ~ <fornamn> <efternamn>
  levadress VARCHAR(80), -- street: where it goes ~ <gata> <1..90>
  levort VARCHAR(40), -- city: where it goes ~ <ort>
  summa DECIMAL(10,2), -- harmless: an amount ~ 199.00 | 1250.00
  moms DECIMAL(10,2), -- harmless: an amount ~ 39.80 | 250.00
  status VARCHAR(12), -- harmless: a state ~ ny | skickad | makulerad
  fraktsatt VARCHAR(15), -- harmless: how it goes ~ ombud | hem
  meddelande TEXT -- free_text: what the customer wrote ~ NULL | Ställ paketet hos grannen, jag jobbar natt (<1..28>/<1..12>) | Tack för snabb hjälp sist! (<1..28>/<1..12>)
);
CREATE TABLE artikel ( -- 30 rows
  artnr VARCHAR(12) PRIMARY KEY, -- harmless: number of a thing ~ ART<n>
  benamning VARCHAR(80), -- harmless: name of a thing ~ Ullfilt grå | Ljusstake mässing | Träskål | Linneduk
  beskrivning TEXT, -- harmless: about a thing ~ Mjuk filt av svensk ull, vävd i bredden och tvättbar i trettio grader. | Stake av mässing för tre ljus, handgjord.
  pris DECIMAL(8,2), -- harmless: a price ~ 199.00 | 450.00
  leverantor VARCHAR(60), -- harmless: a firm that delivers ~ Väveriet i Dalen | Mässingsbruket
  lagerplats VARCHAR(10) -- harmless: place of a thing ~ A-01-<01..20>
);
CREATE TABLE verifikation ( -- 40 rows
  vernr INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  konto CHAR(4), -- harmless: account of the books ~ 1930 | 3001 | 2611
  kontonamn VARCHAR(40), -- harmless: account of the books ~ Bank | Försäljning | Moms
  debet DECIMAL(10,2), -- harmless: an amount ~ 0.00 | 199.00
  text VARCHAR(100), -- harmless: text of the books ~ Försäljning vecka <1..52> | Hyra | Porto
  bokford DATE -- harmless: a date ~ 2024-<01..12>-<01..28>
);
CREATE TABLE anvandare ( -- 6 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  anvandarnamn VARCHAR(30), -- username: how somebody logs in ~ butik<n> | ylva
  namn VARCHAR(60), -- full_name: of somebody who works here ~ <fornamn> <efternamn>
  behorighet VARCHAR(20), -- harmless: a right ~ kassa | admin
  senaste_inloggning DATETIME -- harmless: a moment ~ 2024-<01..12>-<01..28> 10:00:00
);
