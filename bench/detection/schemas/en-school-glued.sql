-- English: a school register whose words are glued together
-- list given: Peregrine | Tamsin | Lowell | Isolde | Grover | Maisie | Oliver | Ruby
-- list family: Thistlewood | Achterberg | Penrose-Hale | Mbeki-Lund | Carrow | Walker
-- list road: Orchard Rise | Pump Lane | Station Approach | Weir View
-- list town: Ashcombe | Lower Thorne | Portwick
CREATE TABLE pupil ( -- 45 rows
  pupilid INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  surname VARCHAR(50), -- last_name: family name ~ <family>
  preferredname VARCHAR(50), -- first_name: given name ~ <given>
  dob DATE, -- birth_date: of the pupil ~ <2008..2016>-<01..12>-<01..28>
  address1 VARCHAR(80), -- street: where the pupil lives ~ <1..90> <road>
  address1district VARCHAR(50), -- city: where the pupil lives ~ <town>
  address1country VARCHAR(40), -- harmless: a country ~ United Kingdom
  streetb VARCHAR(80), -- street: second address ~ NULL | <1..90> <road>
  cityb VARCHAR(50), -- city: second address ~ NULL | <town>
  zipcodeb VARCHAR(10), -- postal_code: second address ~ NULL | AC<1..9> <#>XY
  guardianphone VARCHAR(25), -- phone: of a guardian ~ 0<####> <######>
  guardianfirstname VARCHAR(50), -- first_name: of a guardian ~ <given:2>
  altcontactsurname VARCHAR(50), -- last_name: whom to call ~ <family:2>
  altcontactphone VARCHAR(25), -- phone: whom to call ~ 0<####> <######>
  emergency1relationship VARCHAR(20), -- harmless: kind of a relation ~ aunt | neighbour | grandparent
  emergency1number1 VARCHAR(25), -- phone: whom to call ~ 0<####> <######>
  phone1type VARCHAR(10), -- harmless: kind of a phone ~ Mobile | Home
  phone1countrycode VARCHAR(4), -- harmless: a code ~ 44
  phone1 VARCHAR(25), -- phone: of the family ~ 0<####> <######>
  emailalternate VARCHAR(80), -- email: of the family ~ family<n>@mail.example
  citizenship1passport VARCHAR(15), -- national_id: of the pupil ~ <#########>
  countryofbirth VARCHAR(40), -- harmless: a country ~ United Kingdom | Ghana
  firstlanguage VARCHAR(20), -- harmless: a language ~ English | Twi
  medicalnotes TEXT, -- sensitive: health ~ NULL | Carries an inhaler | Nuts
  lockernumber VARCHAR(10), -- harmless: number of a thing ~ L<###>
  dateleft DATE, -- harmless: when the pupil left ~ NULL | 2024-07-1<0..9>
  transportnotes TEXT, -- free_text: what somebody wrote ~ NULL | Collected by her uncle on Fridays (<1..28>/<1..12>)
  yeargroup VARCHAR(8), -- harmless: a class ~ Y5 | Y6
  house VARCHAR(10), -- harmless: a group ~ Oak | Elm
  viewcalendar CHAR(1) -- harmless: a setting ~ Y | N
);
CREATE TABLE staffmember ( -- 12 rows
  staffid INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  officialname VARCHAR(80), -- full_name: of a teacher ~ <given> <family>
  loginname VARCHAR(30), -- username: how the teacher logs in ~ t<n>
  passwordstrong VARCHAR(255), -- password: how the teacher logs in ~ <xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx>
  passwordstrongsalt VARCHAR(255), -- secret: how the teacher logs in ~ <xxxxxxxxxxxxxxxxxxxxxx>
  passwordforcereset CHAR(1), -- harmless: a flag ~ Y | N
  failcount INT, -- harmless: a count ~ 0 | 3
  lastipaddress VARCHAR(45), -- network_address: of the teacher ~ 203.0.113.<1..254>
  jobtitle VARCHAR(40), -- harmless: what somebody does ~ Head of maths | Librarian
  qualifications VARCHAR(80), -- harmless: what somebody can ~ PGCE | MSc
  initials CHAR(3), -- full_name: of a teacher ~ PTH | ICA
  windowsoncalendar CHAR(1) -- harmless: a setting ~ Y
);
CREATE TABLE family ( -- 6 rows
  familyid INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  fam_name VARCHAR(50), -- last_name: names of the pupils' families ~ <family@pupil>
  nameaddress VARCHAR(100), -- full_name: how letters begin ~ Mr and Mrs <family@pupil>
  homeaddressdistrict VARCHAR(50), -- city: where the family lives ~ <town>
  languagehomeprimary VARCHAR(20) -- harmless: a language ~ English | Twi
);
CREATE TABLE action ( -- 20 rows
  actionid INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  name VARCHAR(60), -- harmless: name of a page ~ View Student Profile | Manage Staff | Send Message | Student Contacts
  category VARCHAR(40), -- harmless: a kind ~ People | Reports
  entryurl VARCHAR(80), -- harmless: name of a file ~ student_view.php | staff_manage.php
  description VARCHAR(200), -- harmless: about a page ~ View student profile of any student in the school. | Lets the user edit the details of staff.
  defaultpermissionparent CHAR(1) -- harmless: a setting ~ N | Y
);
CREATE TABLE coursetype ( -- 6 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  name VARCHAR(30), -- harmless: name of a course ~ Art | Drama | Music | Maths | Latin | Woodwork
  nameshort CHAR(4) -- harmless: a code ~ ART | DRA | MUS
);
CREATE TABLE eeoethnictype ( -- 4 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  type VARCHAR(40) -- harmless: what may be chosen ~ one | two | three | other
);
CREATE TABLE titles ( -- 2 rows
  id_gender INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  type TINYINT, -- harmless: a kind ~ 0 | 1
  name VARCHAR(20) -- harmless: what may be chosen ~ Mr. | Mrs.
);
