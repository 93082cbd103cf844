-- German and English: an ERP whose columns have numbers and whose comments tell what they are
-- list vor: Ragnhild | Detlef | Bernward | Iris | Swaantje | Kuno | Mechthild | Ruprecht
-- list nach: Osterkamp | Niederhaus | Weglage | Brettschneider | Kallenberg | Immendorf
-- list firma: Blech & Guss GmbH | Nordholz KG | Stahlwerk Auental AG | Optik Sehfein e.K.
-- list stadt: Auental | Sehlingen | Nordholz | Torgelow-West
CREATE TABLE KST0 ( -- 30 rows
  KNR CHAR(10) PRIMARY KEY COMMENT 'Debitorennummer', -- harmless: number of the row ~ D<n>
  KA01 VARCHAR(80) COMMENT 'Name 1', -- full_name: who the customer is ~ <vor> <nach>
  KA02 VARCHAR(80) COMMENT 'Firma', -- company: whose company it is ~ <firma>
  KA03 VARCHAR(80) COMMENT 'Straße und Hausnr.', -- street: where the customer is ~ Industrieweg <1..99> | Torallee <1..99>
  KA04 VARCHAR(10) COMMENT 'PLZ', -- postal_code: where the customer is ~ <#####>
  KA05 VARCHAR(60) COMMENT 'Ort', -- city: where the customer is ~ <stadt>
  KA06 CHAR(2) COMMENT 'Länderschlüssel', -- harmless: a code of a country ~ DE | AT | CH
  KA07 VARCHAR(30) COMMENT 'Tel. (geschäftl.)', -- phone: how to reach the customer ~ +49 <###> <#######>
  KA08 VARCHAR(30) COMMENT 'Faxnummer', -- phone: how to reach the customer ~ +49 <###> <######>-99
  KA09 VARCHAR(80) COMMENT 'E-Mail-Adresse', -- email: how to reach the customer ~ <nach>@firma<n>.example
  KA10 DATE COMMENT 'Geburtsdatum Ansprechpartner', -- birth_date: of a contact person ~ <1950..1999>-<01..12>-<01..28>
  KA11 VARCHAR(20) COMMENT 'USt-IdNr.', -- national_id: tax number ~ DE<#########>
  KA12 CHAR(1) COMMENT 'Sperrkennzeichen (X = gesperrt)', -- harmless: a flag ~ NULL | X
  KA13 DECIMAL(12,2) COMMENT 'Kreditlimit', -- harmless: an amount ~ 5000.00 | 20000.00
  KA14 VARCHAR(4) COMMENT 'Zahlungsbedingung', -- harmless: a code ~ Z030 | Z014
  KA15 DATE COMMENT 'Angelegt am', -- harmless: when the row was made ~ <2012..2023>-<01..12>-<01..28>
  KA16 VARCHAR(12) COMMENT 'Angelegt von', -- username: who made the row ~ OSTERKAMP | IMMENDORF | WEGLAGE
  KA17 VARCHAR(20) COMMENT 'Mandant / Buchungskreis' -- harmless: a code ~ 0100/DE01 | 0200/AT01
);
CREATE TABLE PST0 ( -- 25 rows
  PNR INT PRIMARY KEY COMMENT 'Personal number of employee', -- harmless: number of the row ~ <n>
  PB1 VARCHAR(40) COMMENT 'Surname of employee', -- last_name: family name ~ <nach>
  PB2 VARCHAR(40) COMMENT 'Given name', -- first_name: given name ~ <vor>
  PB3 DATE COMMENT 'Birthday (for jubilee list)', -- birth_date: of an employee ~ <1955..2002>-<01..12>-<01..28>
  PB4 CHAR(1) COMMENT 'Sex (1 male, 2 female, 3 other)', -- gender: of an employee ~ 1 | 2 | 2 | 3
  PB5 VARCHAR(12) COMMENT 'Social insurance number', -- national_id: of an employee ~ 65<######>K<###>
  PB6 CHAR(2) COMMENT 'Religious denomination for church tax', -- sensitive: religion ~ EV | RK | NULL
  PB7 DECIMAL(10,2) COMMENT 'Gross salary per month', -- income: what a person earns ~ 3100.00 | 4250.50 | 5100.00
  PB8 VARCHAR(34) COMMENT 'IBAN of employee', -- bank_account: where the wage goes ~ DE89370400440532013000 | DE02120300000000202051
  PB9 VARCHAR(10) COMMENT 'Cost centre', -- harmless: a code ~ K100 | K200
  PC1 DATE COMMENT 'Date of entry', -- harmless: when the work began ~ <2001..2022>-<01..12>-01
  PC2 VARCHAR(30) COMMENT 'Job title', -- harmless: what somebody does ~ Schlosser | Dreher | Buchhaltung
  PC3 TINYINT COMMENT 'Working time model' -- harmless: a code ~ 1 | 2 | 5
);
CREATE TABLE MAT1 ( -- 30 rows
  MNR CHAR(12) PRIMARY KEY COMMENT 'Material number', -- harmless: number of the row ~ MAT<n>
  MB1 VARCHAR(60) COMMENT 'Material short text', -- harmless: name of a thing ~ Sechskantschraube M8 | Blech 2 mm | Dichtring | Lager 6204
  MB2 VARCHAR(8) COMMENT 'Unit of measure', -- harmless: a unit ~ ST | KG | M
  MB3 VARCHAR(18) COMMENT 'EAN/UPC', -- harmless: number of a thing ~ 40<###########>
  MB4 VARCHAR(40) COMMENT 'Storage location', -- harmless: place of a thing ~ HALLE1-R<1..9> | HALLE2-R<1..9>
  MB5 DATE COMMENT 'Valid from', -- harmless: a date ~ <2010..2020>-01-01
  MB6 VARCHAR(20) COMMENT 'Version of drawing' -- harmless: a version ~ 1.0.2.<0..9> | 2.1.0.<0..9>
);
CREATE TABLE T005 ( -- 8 rows
  LAND CHAR(2) PRIMARY KEY COMMENT 'Country key', -- harmless: a code ~ DE | AT | CH | FR | IT | NL | PL | DK
  LTXT VARCHAR(40) COMMENT 'Country name', -- harmless: name of a country ~ Deutschland | Österreich | Schweiz | Frankreich | Italien | Niederlande | Polen | Dänemark
  LPLZ TINYINT COMMENT 'Length of postal code', -- harmless: a length ~ 5 | 4 | 4 | 5 | 5 | 6 | 6 | 4
  LADR VARCHAR(40) COMMENT 'Address layout key' -- harmless: a layout ~ 001 | 002 | 001
);
CREATE TABLE AUF1 ( -- 40 rows
  ANR INT PRIMARY KEY AUTO_INCREMENT COMMENT 'Auftragsnummer', -- harmless: number of the row ~ <n>
  KNR CHAR(10) COMMENT 'Debitorennummer', -- harmless: number of another row ~ D<1..30>
  AX1 VARCHAR(60) COMMENT 'Lieferadresse: Name', -- full_name: who gets it ~ <vor> <nach>
  AX2 VARCHAR(60) COMMENT 'Lieferadresse: Straße', -- street: where it goes ~ Werkstor <1..9> | Am Kai <1..50>
  AX3 VARCHAR(60) COMMENT 'Lieferadresse: Ort', -- city: where it goes ~ <stadt>
  AX4 VARCHAR(200) COMMENT 'Interne Notiz', -- free_text: what somebody wrote ~ NULL | Fahrer soll vorher anrufen (<1..28>/<1..12>) | Kunde war ungehalten wegen der Verspätung (<1..28>/<1..12>)
  AX5 CHAR(4) COMMENT 'Auftragsart', -- harmless: a code ~ TA | RE
  AX6 VARCHAR(35) COMMENT 'Bestellnummer des Kunden' -- harmless: number of an order ~ B-<######>
);
