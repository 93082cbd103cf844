-- English: a help desk with tickets, payloads and settings in rows
-- list first: Orla | Dashiell | Perpetua | Caspian | Wren | Maud | Linus | Sarah
-- list last: Featherstonehaugh | Okonkwo | Brightwater | Pell | Ashdown | Vickery | Smith
-- list firm: Tallow & Sons | Pinhole Optics | Marsh Lighting | Bolt Couriers
CREATE TABLE contacts ( -- 40 rows
  id CHAR(36) PRIMARY KEY, -- harmless: number of the row ~ <xxxxxxxx>-0000-4000-8000-<xxxxxxxxxxxx>
  salutation VARCHAR(5), -- gender: tells the gender ~ Mr. | Ms. | Mrs.
  first_name VARCHAR(60), -- first_name: given name ~ <first>
  last_name VARCHAR(60), -- last_name: family name ~ <last>
  title VARCHAR(60), -- harmless: what somebody does ~ Office manager | Buyer | Engineer
  department VARCHAR(40), -- harmless: a department ~ Purchasing | IT
  account_name VARCHAR(80), -- company: where the person works ~ <firm>
  phone_work VARCHAR(25), -- phone: of the contact ~ (0<###>) <######>
  phonemobile VARCHAR(25), -- phone: of the contact ~ +44 7<###> <######>
  primary_address_street VARCHAR(100), -- street: of the contact ~ <1..90> Quay Street
  primary_address_city VARCHAR(60), -- city: of the contact ~ Portwick | Gullhaven
  primary_address_postalcode VARCHAR(12), -- postal_code: of the contact ~ PW<1..9> <#>AB
  lead_source VARCHAR(20), -- harmless: how the contact came ~ web | fair | call
  do_not_call TINYINT(1), -- harmless: an opt-out ~ 0 | 1
  email_opt_out TINYINT(1), -- harmless: an opt-out ~ 0 | 1
  invalid_email TINYINT(1), -- harmless: a flag ~ 0
  description TEXT, -- free_text: what somebody wrote about the contact ~ NULL | Prefers to be called after lunch because of her shifts. (<1..28>/<1..12>) | Rather difficult on the phone. (<1..28>/<1..12>)
  birthdate DATE, -- birth_date: of the contact ~ NULL | <1955..1999>-<01..12>-<01..28>
  assistantphone VARCHAR(25), -- phone: of an assistant ~ NULL | (0<###>) <######>
  date_entered DATETIME -- harmless: when the row was made ~ 2023-<01..12>-<01..28> 10:00:00
);
CREATE TABLE tickets ( -- 60 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  number VARCHAR(12), -- harmless: number of a ticket ~ T-2024<####>
  requester_id CHAR(36), -- harmless: number of another row ~ <xxxxxxxx>-0000-4000-8000-<xxxxxxxxxxxx>
  subject VARCHAR(150), -- free_text: what somebody wrote ~ My invoice is wrong (<1..28>/<1..12>) | Cannot log in since Monday (<1..28>/<1..12>) | Lamp arrived broken (<1..28>/<1..12>)
  body TEXT, -- free_text: what somebody wrote ~ I was charged twice for the same lamp, please call me back. (<1..28>/<1..12>) | My password is not accepted, my colleague has the same. (<1..28>/<1..12>)
  status ENUM('open','pending','closed'), -- harmless: a state ~ open | pending | closed
  priority VARCHAR(10), -- harmless: a state ~ low | high
  channel VARCHAR(10), -- harmless: how it came ~ mail | phone | chat
  payload JSON, -- structured: what a form sent ~ {"name": "<first> <last>", "order": "A<####>", "phone": "+44 7<###> <######>"} | {"name": "<first> <last>", "topic": "refund"}
  tags VARCHAR(100), -- harmless: words of the desk ~ invoice | login,urgent | damage
  assignee VARCHAR(80), -- full_name: who works on it ~ <first:9> <last:9>
  ip INT UNSIGNED, -- network_address: from where it came ~ 34051<#####>
  rating TINYINT -- harmless: a number ~ NULL | 4 | 5
);
CREATE TABLE ticket_history ( -- 60 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  ticket_id INT, -- harmless: number of another row ~ <1..60>
  field VARCHAR(30), -- harmless: name of a column ~ status | priority | assignee
  old_value VARCHAR(100), -- full_name: now and then a name ~ open | low | <first:9@tickets> <last:9@tickets>
  new_value VARCHAR(100), -- full_name: now and then a name ~ closed | high | <first:9@tickets> <last:9@tickets>
  changed_at DATETIME -- harmless: a moment ~ 2024-<01..12>-<01..28> 10:00:00
);
CREATE TABLE settings ( -- 12 rows
  name VARCHAR(60) PRIMARY KEY, -- harmless: name of a setting ~ desk.title | desk.theme | mail.host | mail.port | page.size | locale | session.minutes | beta | logo | cron.last | schema | colours
  value TEXT -- harmless: value of a setting ~ Help desk | plain | mx.internal | 587 | 25 | en_GB | 30 | 0 | logo.png | 1721727536 | 10.4.2.1 | a:2:{s:4:"head";s:3:"red";s:4:"foot";s:4:"blue";}
);
CREATE TABLE roles ( -- 4 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  name VARCHAR(40), -- harmless: a role ~ Administrator | Agent | Supervisor | Customer
  display_name VARCHAR(60), -- harmless: a role ~ Administrator of the desk | Agent | Supervisor | Customer
  permissions JSON -- harmless: rights ~ {"tickets": "all", "users": "write"} | {"tickets": "own"}
);
CREATE TABLE mail_templates ( -- 6 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  name VARCHAR(60), -- harmless: name of a template ~ Ticket received | Ticket closed | Password reset | Survey | Reminder | Welcome
  subject VARCHAR(150), -- harmless: text of a template ~ We have your ticket {{number}} | Your ticket is closed | Set a new password
  body_html TEXT, -- harmless: text of a template ~ <p>Dear {{contact.first_name}}, thank you for writing to us.</p> | <p>Hello {{contact.name}}, how did we do?</p>
  active TINYINT(1) -- harmless: a flag ~ 1
);
CREATE TABLE webhooks ( -- 4 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  target_url VARCHAR(200), -- harmless: where a program listens ~ https://hooks.internal/a | https://hooks.internal/b
  event VARCHAR(40), -- harmless: what happens ~ ticket.created | ticket.closed
  api_token VARCHAR(64), -- secret: opens another program ~ <xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx>
  last_status SMALLINT -- harmless: a number ~ 200 | 500
);
