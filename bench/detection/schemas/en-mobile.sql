-- English: the back end of a mobile application with devices, trips and consents
-- list handle: skylark | tuckerbox | mossy | halcyon | brindle | pixelpony
-- list given: Tobermory | Ianthe | Zebedee | Calla | Noah | Emily
-- list family: Quillon | Drysdale-Fox | Umber | Hask | Taylor
CREATE TABLE accounts ( -- 40 rows
  uuid BINARY(16) PRIMARY KEY, -- harmless: number of the row ~ X'<xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx>00'
  handle VARCHAR(30), -- username: of the account ~ <handle><n>
  displayname VARCHAR(60), -- full_name: of the account ~ <given> <family> | <given>
  emailaddr VARCHAR(100), -- email: of the account ~ <handle><n>@inbox.example
  emailverified TINYINT(1), -- harmless: a flag ~ 0 | 1
  msisdn VARCHAR(16), -- phone: of the account ~ 447<#########>
  phone_verified_at DATETIME, -- harmless: a moment ~ NULL | 2024-<01..12>-<01..28> 10:00:00
  passwordhash VARCHAR(100), -- password: of the account ~ $2b$12$abcdefghijklmnopqrstuuBcDeFgHiJkLmNoPqRsTuVwXyZ01234<x>
  refreshtoken VARCHAR(120), -- secret: lets somebody in ~ <xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx>
  googlesub VARCHAR(40), -- secret: number at another service ~ 10<##################> | NULL
  avatarurl VARCHAR(200), -- picture: of the account ~ https://img.example/a/<xxxxxxxx>.jpg
  birth_year SMALLINT, -- birth_date: of the account ~ <1950..2008>
  countryofbirth CHAR(2), -- harmless: a country ~ GB | IE | FR
  locale VARCHAR(8), -- harmless: a language ~ en_GB | fr_FR
  role VARCHAR(12), -- harmless: a role ~ rider | driver
  tier VARCHAR(10), -- harmless: a tariff ~ free | plus
  referral_count INT, -- harmless: a count ~ <0..9>
  preferences JSON, -- harmless: settings ~ {"theme": "dark", "units": "km"} | {"theme": "light"}
  created_at TIMESTAMP NULL -- harmless: a moment ~ 2024-<01..12>-<01..28> 10:00:00
);
CREATE TABLE devices ( -- 40 rows
  id BIGINT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  account_uuid BINARY(16), -- harmless: number of another row ~ X'<xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx>00'
  deviceid VARCHAR(64), -- secret: names a device of a person ~ <xxxxxxxxxxxxxxxx>
  pushtoken VARCHAR(200), -- secret: reaches a device of a person ~ <xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx>:APA91b<xxxxxxxxxxxx>
  platform VARCHAR(10), -- harmless: a kind ~ ios | android
  osversion VARCHAR(12), -- harmless: a version ~ 17.2.1 | 14.0.0.1 | 13.1.2.0
  appversion VARCHAR(12), -- harmless: a version ~ 3.14.1 | 3.15.0.2
  model VARCHAR(40), -- harmless: a kind of device ~ Phone 12 | Galaxy Note | Tab 4
  last_ip VARBINARY(16) NOT NULL, -- network_address: of the device ~ X'cb0071<xx>' | X'c63364<xx>'
  last_ip_text VARCHAR(45) NOT NULL UNIQUE, -- network_address: of the device ~ 203.0.113.<n> | 198.51.100.<n>
  last_seen DATETIME -- harmless: a moment ~ 2024-<01..12>-<01..28> 10:00:00
);
CREATE TABLE trips ( -- 60 rows
  id BIGINT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  rider_uuid BINARY(16), -- harmless: number of another row ~ X'<xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx>00'
  pickuplat DECIMAL(9,6), -- latitude: where a person was ~ 51.<######>
  pickuplng DECIMAL(9,6), -- longitude: where a person was ~ -0.<######>
  pickupaddress VARCHAR(150), -- street: where a person was ~ <1..90> Quay Street, Portwick
  dropoffaddress VARCHAR(150), -- street: where a person went ~ <1..90> Mill Lane, Gullhaven
  distance_m INT, -- harmless: a number ~ <400..9000>
  fare_pence INT, -- harmless: an amount ~ <300..4000>
  state VARCHAR(12), -- harmless: a state ~ requested | finished | cancelled
  drivernote VARCHAR(200), -- free_text: what a person wrote ~ NULL | She was ten minutes late and apologised (<1..28>/<1..12>) | Left a scarf on the seat (<1..28>/<1..12>)
  licenceplate VARCHAR(10), -- national_id: of a person's car ~ PW<##> ABC
  vehicle_type VARCHAR(10), -- harmless: a kind ~ bike | car
  started_at DATETIME -- harmless: a moment ~ 2024-<01..12>-<01..28> 10:00:00
);
CREATE TABLE payment_methods ( -- 30 rows
  id BIGINT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  account_uuid BINARY(16), -- harmless: number of another row ~ X'<xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx>00'
  brand VARCHAR(12), -- harmless: kind of a card ~ visa | mastercard
  last4 CHAR(4), -- card_number: last digits of a card ~ <####>
  exp_month TINYINT, -- harmless: when a card ends ~ <1..12>
  exp_year SMALLINT, -- harmless: when a card ends ~ <2025..2030>
  nameoncard VARCHAR(60), -- full_name: who owns the card ~ <given> <family>
  stripe_customer VARCHAR(30), -- secret: number at another service ~ cus_<xxxxxxxxxxxxxx>
  fingerprint CHAR(16) -- secret: names a card of a person ~ <xxxxxxxxxxxxxxxx>
);
CREATE TABLE migrations ( -- 15 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  migration VARCHAR(120), -- harmless: name of a file ~ 2023_01_01_00000<n>_create_users_table | 2023_02_01_00000<n>_add_email_to_accounts
  batch INT -- harmless: a number ~ 1 | 2
);
CREATE TABLE feature_flags ( -- 6 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  name VARCHAR(60), -- harmless: name of a switch ~ new_address_form | phone_login | dark_mode | tipping | share_trip | avatar_upload
  enabled TINYINT(1), -- harmless: a flag ~ 0 | 1
  rollout JSON -- harmless: settings ~ {"percent": "20", "country": "GB"} | {"percent": "100"}
);
CREATE TABLE jobs_failed ( -- 12 rows
  id BIGINT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  queue VARCHAR(30), -- harmless: name of a queue ~ mail | push
  payload LONGTEXT, -- structured: what a job was to send ~ {"job": "SendReceipt", "to": "<handle><n>@inbox.example", "name": "<given> <family>"} | {"job": "Push", "name": "<given> <family>"}
  exception LONGTEXT, -- harmless: what a program said ~ ConnectionRefused: mail server gave up after 3 tries | Timeout after 30 s in Push.handle
  failed_at DATETIME -- harmless: a moment ~ 2024-<01..12>-<01..28> 10:00:00
);
