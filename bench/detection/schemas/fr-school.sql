-- French: a school with parents, marks and a canteen
-- list prenom: Aliénor | Gauthier | Maëlys | Tanguy | Solenn | Clovis | Ondine | Anselme | Pierre | Julie
-- list nom: Le Goff-Tréguer | Vandamme | Delacourt | Quémener | Bonnefoy-Rey | Marchandeau | Petit | Roussel
-- list rue: rue des Tilleuls | allée du Port | impasse des Lilas | quai Nord
-- list ville: Villeneuve-sur-Orme | Saint-Aubin | Port-Louis-Marie | Bellerive
CREATE TABLE eleve ( -- 40 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  ine CHAR(11), -- national_id: number of the pupil ~ <##########>H
  nom VARCHAR(60), -- full_name: family name of the pupil ~ <nom>
  prenom VARCHAR(60), -- first_name: given name ~ <prenom>
  datenaissance DATE, -- birth_date: of the pupil ~ <2005..2014>-<01..12>-<01..28>
  lieunaissance VARCHAR(60), -- city: where the pupil was born ~ <ville>
  paysnaissance VARCHAR(40), -- harmless: a country ~ France | Belgique | Maroc
  sexe CHAR(1), -- gender: of the pupil ~ M | F
  parent1nom VARCHAR(60), -- last_name: of a parent ~ <nom>
  parent1email VARCHAR(100), -- email: of a parent ~ <prenom:3>.parent<n>@courrier.example
  parent1tel VARCHAR(20), -- phone: of a parent ~ 06 <##> <##> <##> <##>
  parent2nom VARCHAR(60), -- last_name: of a parent ~ <nom:2> | NULL
  adresserue VARCHAR(120), -- street: where the family lives ~ <1..99> <rue>
  codepostal CHAR(5), -- postal_code: where the family lives ~ <#####>
  commune VARCHAR(60), -- city: where the family lives ~ <ville>
  medecintraitant VARCHAR(80), -- full_name: the doctor of the pupil ~ Dr <nom:7>
  allergies VARCHAR(120), -- sensitive: health of the pupil ~ NULL | arachides | lactose
  regime VARCHAR(20), -- harmless: whether the pupil eats at school ~ externe | demi-pensionnaire
  classe_id INT, -- harmless: number of another row ~ <1..8>
  date_inscription DATE, -- harmless: when the pupil came ~ 20<18..23>-09-01
  redoublant TINYINT(1), -- harmless: a flag ~ 0 | 1
  photo VARCHAR(100) -- picture: of the pupil ~ photos/<xxxxxxxx>.jpg
);
CREATE TABLE classe ( -- 8 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  nom VARCHAR(20), -- harmless: name of a class ~ 6e A | 6e B | 5e A | 5e B | 4e A | 4e B | 3e A | 3e B
  niveau VARCHAR(10), -- harmless: a level ~ 6e | 5e | 4e | 3e
  salle VARCHAR(10), -- harmless: a room ~ A101 | B204
  professeur_principal VARCHAR(80) -- full_name: name of a teacher ~ <prenom> <nom>
);
CREATE TABLE matiere ( -- 7 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  libelle VARCHAR(60), -- harmless: name of a subject ~ Mathématiques | Français | Histoire | Physique | Anglais | Musique | Sport
  couleur CHAR(7), -- harmless: a colour ~ #aa0000 | #00bb00
  coefficient DECIMAL(3,1) -- harmless: a number ~ 1.0 | 2.0 | 4.0
);
CREATE TABLE note ( -- 60 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  eleve_id INT, -- harmless: number of another row ~ <1..40>
  matiere_id INT, -- harmless: number of another row ~ <1..7>
  note DECIMAL(4,2), -- harmless: a mark of a row that is nobody once its names are gone ~ 12.50 | 8.00 | 15.75
  appreciation TEXT, -- free_text: what a teacher wrote about a pupil ~ Trimestre difficile, doit se ressaisir. (<1..28>/<1..12>) | Élève sérieuse et volontaire. (<1..28>/<1..12>) | Bavarde beaucoup trop avec sa voisine. (<1..28>/<1..12>)
  date_note DATE -- harmless: when it was given ~ 2023-<01..12>-<01..28>
);
CREATE TABLE personnel ( -- 15 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  civilite VARCHAR(5), -- gender: tells the gender ~ M. | Mme
  nomcomplet VARCHAR(80), -- full_name: name of a teacher ~ <prenom> <nom>
  numsecu CHAR(15), -- national_id: social security ~ 1<##############> | 2<##############>
  courriel VARCHAR(100), -- email: of a teacher ~ <prenom>.<nom>@ecole.example
  motdepasse VARCHAR(255), -- password: of a teacher ~ $2y$10$abcdefghijklmnopqrstuuBcDeFgHiJkLmNoPqRsTuVwXyZ01234<x> | $2y$10$zyxwvutsrqponmlkjihgfeBcDeFgHiJkLmNoPqRsTuVwXyZ01234<x>
  fonction VARCHAR(40), -- harmless: what somebody does ~ professeur | surveillant | direction
  actif TINYINT(1), -- harmless: a flag ~ 1 | 1 | 0
  couleur_agenda CHAR(7) -- harmless: a colour ~ #<xxxxxx>
);
CREATE TABLE menu_cantine ( -- 20 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  jour DATE, -- harmless: a day ~ 2024-03-<01..28>
  plat VARCHAR(80), -- harmless: a meal ~ Poulet rôti | Lasagnes | Poisson pané
  remarque VARCHAR(100) -- harmless: about a meal ~ sans gluten | NULL | végétarien
);
CREATE TABLE mot_carnet ( -- 20 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  eleve_id INT, -- harmless: number of another row ~ <1..40>
  objet VARCHAR(120), -- free_text: what somebody wrote about a pupil ~ Retards répétés de votre fille (<1..28>/<1..12>) | Absence de mardi (<1..28>/<1..12>) | Rendez-vous avec la direction (<1..28>/<1..12>)
  contenu TEXT, -- free_text: what somebody wrote about a pupil ~ Merci de prendre contact avec moi au sujet de son comportement en cours. (<1..28>/<1..12>) | Nous étions chez le médecin mardi matin, veuillez l'excuser. (<1..28>/<1..12>)
  lu TINYINT(1) -- harmless: a flag ~ 0 | 1
);
