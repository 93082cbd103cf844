-- English: web analytics with visits, pages and reports
-- list kw: blue kettle | ferry timetable | oak board | flower show
CREATE TABLE w_visit ( -- 60 rows
  idvisit BIGINT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  idsite INT, -- harmless: number of another row ~ 1 | 2
  visitorid BINARY(8), -- secret: names a visitor ~ X'<xxxxxxxxxxxxxxxx>'
  userid VARCHAR(100), -- username: of the visitor ~ NULL | reader<n>@inbox.example | NULL
  location_ip VARBINARY(16), -- network_address: of the visitor ~ X'cb007100' | X'c6336400' | X'cb0071<xx>'
  location_city VARCHAR(100), -- city: where the visitor was ~ Portwick | Gullhaven | NULL
  location_country CHAR(3), -- harmless: a country ~ gb | fr
  location_latitude DECIMAL(9,6), -- latitude: where the visitor was ~ 51.<######>
  location_longitude DECIMAL(9,6), -- longitude: where the visitor was ~ -0.<######>
  useragent VARCHAR(255), -- secret: what the visitor uses ~ Mozilla/5.0 (Windows NT 10.0; Win64) Gecko/<########> | Mozilla/5.0 (X11; Linux) Gecko/<########>
  browser_name VARCHAR(10), -- harmless: a kind of browser ~ FF | CH | SF
  browser_version VARCHAR(20), -- harmless: a version ~ 115.0.1.2 | 120.0.0.0
  os CHAR(3), -- harmless: a kind ~ WIN | LIN | IOS
  resolution VARCHAR(18), -- harmless: a size ~ 1920x1080 | 390x844
  visit_first DATETIME, -- harmless: a moment ~ 2024-<01..12>-<01..28> 10:00:00
  visits INT, -- harmless: a count ~ <1..20>
  referer_type TINYINT, -- harmless: a kind ~ 1 | 2 | 3
  referer_name VARCHAR(70), -- harmless: name of a site ~ Findit | Newsline | NULL
  returning_visitor TINYINT(1) -- harmless: a flag ~ 0 | 1
);
CREATE TABLE w_action ( -- 60 rows
  idaction BIGINT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  name VARCHAR(255), -- harmless: page of the site ~ site.example/kettles/<n> | site.example/ferry | Blue kettle - our shop
  hash INT UNSIGNED, -- harmless: hash of content ~ 31<########>
  type TINYINT, -- harmless: a kind ~ 1 | 4
  url_prefix TINYINT -- harmless: a kind ~ 1 | 2
);
CREATE TABLE w_site ( -- 2 rows
  idsite INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  name VARCHAR(90), -- harmless: name of a site ~ Our shop | Our paper
  main_url VARCHAR(255), -- harmless: address of a site ~ https://shop.example | https://paper.example
  currency CHAR(3), -- harmless: a currency ~ GBP
  excluded_ips TEXT, -- network_address: of people of the house ~ 203.0.113.7 | NULL
  creatorlogin VARCHAR(100) -- username: who made it ~ boss@site.example
);
CREATE TABLE w_user ( -- 5 rows
  login VARCHAR(100) PRIMARY KEY, -- username: of somebody who reads reports ~ boss@site.example | desk2 | desk3 | desk4 | desk5
  pwd VARCHAR(255), -- password: of somebody who reads reports ~ $2y$10$abcdefghijklmnopqrstuuBcDeFgHiJkLmNoPqRsTuVwXyZ01234<x>
  email VARCHAR(100), -- email: of somebody who reads reports ~ desk<n>@site.example
  superuser TINYINT, -- harmless: a flag ~ 1 | 0
  twofactorsecret VARCHAR(40), -- secret: lets somebody in ~ <xxxxxxxxxxxxxxxxxxxxxxxx>
  registered DATETIME -- harmless: a moment ~ 2020-<01..12>-<01..28> 10:00:00
);
CREATE TABLE w_token ( -- 6 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  login VARCHAR(100), -- username: whose token it is ~ boss@site.example | desk<2..5>
  label VARCHAR(100), -- harmless: what a token is for ~ dashboard | export | phone app
  tokenhash VARCHAR(191) NOT NULL UNIQUE, -- secret: lets somebody in ~ <xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx>
  hashalgo VARCHAR(20) -- harmless: name of a method ~ sha512
);
CREATE TABLE w_report ( -- 10 rows
  idreport INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  description VARCHAR(255), -- harmless: name of a report ~ Weekly overview | Goals by month | Campaigns
  period VARCHAR(10), -- harmless: a period ~ week | month
  recipients TEXT, -- email: who gets it ~ desk<1..5>@site.example | boss@site.example
  format VARCHAR(8) -- harmless: a format ~ pdf | html
);
CREATE TABLE w_conversion ( -- 30 rows
  idvisit BIGINT, -- harmless: number of another row ~ <1..60>
  idgoal INT, -- harmless: number of another row ~ 1 | 2
  visitorid BINARY(8), -- secret: names a visitor ~ X'<xxxxxxxxxxxxxxxx>'
  revenue DECIMAL(10,2), -- harmless: an amount ~ 12.00 | 80.00
  items SMALLINT, -- harmless: a count ~ 1 | 3
  url VARCHAR(255), -- harmless: page of the site ~ https://shop.example/thanks | https://shop.example/cart
  location_city VARCHAR(100), -- city: where the visitor was ~ Portwick | Gullhaven
  referer_keyword VARCHAR(100) -- harmless: words of a search ~ <kw>
);
