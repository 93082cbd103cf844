-- Polish: staff, time sheets and training
-- list imie: Zdzisława | Bożydar | Wirginia | Dobrosław | Agata | Marek | Ludomiła
-- list nazw: Wrzeszcz-Kowal | Brzęczyszczykiewicz | Nowicka | Śliwowski | Zając | Gąsienica
-- list ulica: ul. Lipowa | ul. Portowa | al. Nowa | pl. Stary
-- list miasto: Nowe Pole | Zielona Dolina | Stara Przystań | Górki Małe
CREATE TABLE pracownik ( -- 35 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  imie VARCHAR(40), -- first_name: given name ~ <imie>
  nazwisko VARCHAR(60), -- last_name: family name ~ <nazw>
  nazwiskorodowe VARCHAR(60), -- last_name: name at birth ~ NULL | <nazw:2>
  pesel CHAR(11), -- national_id: of the employee ~ <###########>
  nip VARCHAR(13), -- national_id: tax number ~ <###>-<###>-<##>-<##>
  dataurodzenia DATE, -- birth_date: of the employee ~ <1955..2003>-<01..12>-<01..28>
  miejsceurodzenia VARCHAR(60), -- city: where the employee was born ~ <miasto>
  ulica VARCHAR(80), -- street: where the employee lives ~ <ulica> <1..99>
  nrdomu VARCHAR(10), -- street: where the employee lives ~ <1..99> | <1..99>A
  kodpocztowy CHAR(6), -- postal_code: where the employee lives ~ <##>-<###>
  miejscowosc VARCHAR(60), -- city: where the employee lives ~ <miasto>
  telkom VARCHAR(20), -- phone: of the employee ~ +48 5<##> <###> <###>
  adresmail VARCHAR(80), -- email: of the employee ~ <imie>.<n>@poczta.example
  nrkonta VARCHAR(34), -- bank_account: where the wage goes ~ PL61109010140000071219812874 | PL27114020040000300201355387
  wynagrodzenie DECIMAL(10,2), -- income: what a person earns ~ 5200.00 | 7100.00 | 8850.00
  stanowisko VARCHAR(40), -- harmless: what somebody does ~ księgowa | magazynier | kierownik
  dzial_id INT, -- harmless: number of another row ~ <1..5>
  data_zatrudnienia DATE, -- harmless: when the work began ~ 20<05..22>-<01..12>-01
  etat DECIMAL(3,2), -- harmless: a share ~ 1.00 | 0.50
  niepelnosprawnosc VARCHAR(20), -- sensitive: health ~ NULL | NULL | lekka
  stancywilny VARCHAR(15), -- sensitive: family ~ wolny | zonaty
  zdjecie VARCHAR(80) -- picture: of the employee ~ zdjecia/<xxxxxx>.png
);
CREATE TABLE dzial ( -- 5 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  nazwa VARCHAR(40), -- harmless: name of a department ~ Księgowość | Magazyn | Sprzedaż | Produkcja | Kadry
  kod CHAR(3), -- harmless: a code ~ KSG | MAG | SPR | PRD | KAD
  kierownik VARCHAR(80) -- full_name: name of a person ~ <imie> <nazw>
);
CREATE TABLE nieobecnosc ( -- 50 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  pracownik_id INT, -- harmless: number of another row ~ <1..35>
  rodzaj VARCHAR(20), -- harmless: a kind of absence ~ urlop | delegacja | zwolnienie
  od DATE, -- harmless: a date ~ 2024-<01..12>-<01..14>
  do DATE, -- harmless: a date ~ 2024-<01..12>-<15..28>
  powod TEXT, -- free_text: what the employee wrote ~ NULL | ślub siostry (<1..28>/<1..12>) | opieka nad chorym dzieckiem, gorączka (<1..28>/<1..12>)
  zatwierdzil VARCHAR(80) -- full_name: who agreed ~ <imie:4> <nazw:4>
);
CREATE TABLE szkolenie ( -- 10 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  tytul VARCHAR(100), -- harmless: title of a course ~ Obsługa wózków | Bezpieczeństwo pracy | Arkusze kalkulacyjne
  prowadzacy VARCHAR(80), -- full_name: who teaches ~ <imie> <nazw>
  miejsce VARCHAR(60), -- harmless: place of a course ~ Sala 12 | Sala 3 | Online
  koszt DECIMAL(8,2), -- harmless: an amount ~ 300.00 | 0.00
  opis TEXT -- harmless: about a course ~ Szkolenie obejmuje teorię i ćwiczenia na placu, kończy się egzaminem. | Kurs dla wszystkich nowych osób, trwa cztery godziny.
);
CREATE TABLE karta_czasu ( -- 60 rows
  id BIGINT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  pracownik_id INT, -- harmless: number of another row ~ <1..35>
  dzien DATE, -- harmless: a date ~ 2024-03-<01..28>
  godziny DECIMAL(4,2), -- harmless: a number ~ 8.00 | 7.50
  projekt VARCHAR(20), -- harmless: a code ~ PRJ-<###>
  uwagi VARCHAR(200) -- free_text: what the employee wrote ~ NULL | NULL | wyszłam wcześniej do dentysty (<1..28>/<1..12>) | praca z domu (<1..28>/<1..12>)
);
