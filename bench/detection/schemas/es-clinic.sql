-- Spanish: a clinic with patients, visits and insurers
-- list nombre: Iratxe | Saturnino | Nerea | Eulogio | Leocadia | Fermín | Ainhoa | María | Carlos
-- list apellido: Etxebarria | Zumalacárregui | Bustamante | Villaescusa | Lorenzana | García | Ochotorena
-- list calle: Calle del Olmo | Avenida del Puerto | Plaza Mayor | Camino Viejo
-- list ciudad: Villarrobles | Puerto Claro | San Telmo del Río | Aldeanueva
CREATE TABLE paciente ( -- 40 rows
  idpaciente INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  nhc VARCHAR(12) UNIQUE COMMENT 'Número de historia clínica', -- national_id: number of the patient's record ~ HC00<n>
  nombrepaciente VARCHAR(50), -- first_name: given name ~ <nombre>
  apellido1 VARCHAR(50), -- last_name: family name ~ <apellido>
  apellido2 VARCHAR(50), -- last_name: second family name ~ <apellido:2>
  dni CHAR(9), -- national_id: identity card ~ <########>Z | <########>K
  fechanac DATE, -- birth_date: of the patient ~ <1930..2020>-<01..12>-<01..28>
  sexo CHAR(1), -- gender: of the patient ~ H | M
  domicilio VARCHAR(120), -- street: where the patient lives ~ <calle> <1..80>, 2.º B
  cp CHAR(5), -- postal_code: where the patient lives ~ <#####>
  poblacion VARCHAR(60), -- city: where the patient lives ~ <ciudad>
  provincia VARCHAR(40), -- region: where the patient lives ~ Valdoria | Costa Norte
  tlfmovil VARCHAR(15), -- phone: of the patient ~ 6<##> <##> <##> <##>
  tlffijo VARCHAR(15), -- phone: of the patient ~ 9<########>
  correo VARCHAR(100), -- email: of the patient ~ <nombre><n>@buzon.example
  gruposanguineo VARCHAR(3), -- sensitive: health ~ A+ | 0- | B+
  alergias TEXT, -- sensitive: health ~ NULL | Penicilina | Polen y ácaros
  nss VARCHAR(14), -- national_id: social security number ~ 28/<########>/<##>
  familiar_contacto VARCHAR(80), -- full_name: whom to call ~ <nombre:2> <apellido>
  telefonofamiliar VARCHAR(15), -- phone: whom to call ~ 6<########>
  fecha_alta DATETIME, -- harmless: when the row was made ~ 20<15..23>-<01..12>-<01..28> 09:30:00
  activo TINYINT(1) -- harmless: a flag ~ 1 | 1 | 0
);
CREATE TABLE visita ( -- 60 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  idpaciente INT, -- harmless: number of another row ~ <1..40>
  idmedico INT, -- harmless: number of another row ~ <1..10>
  fecha DATETIME, -- harmless: when the visit was ~ 2023-<01..12>-<01..28> 11:00:00
  motivo VARCHAR(200), -- free_text: what the patient said ~ Dolor lumbar desde hace dos semanas (<1..28>/<1..12>) | Revisión anual (<1..28>/<1..12>) | Fiebre y tos (<1..28>/<1..12>)
  diagnostico VARCHAR(200), -- sensitive: health ~ Lumbalgia mecánica | Sano | Bronquitis aguda
  cie10 VARCHAR(8), -- sensitive: code of an illness of a patient ~ M54.5 | Z00.0 | J20.9
  tratamiento TEXT, -- sensitive: health ~ Ibuprofeno 600 cada ocho horas | Reposo | NULL
  observaciones TEXT, -- free_text: what the doctor wrote ~ Acude con su hija, muy nerviosa. (<1..28>/<1..12>) | NULL | Prefiere que la llamen por la tarde. (<1..28>/<1..12>)
  tension VARCHAR(8), -- sensitive: health ~ 120/80 | 135/90
  estado VARCHAR(12), -- harmless: a state ~ pendiente | realizada | anulada
  importe DECIMAL(8,2) -- harmless: an amount ~ 40.00 | 65.00
);
CREATE TABLE medico ( -- 10 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  nombre VARCHAR(80), -- full_name: name of a doctor ~ <nombre> <apellido>
  numcolegiado VARCHAR(12), -- national_id: licence of a doctor ~ 28<#######>
  especialidad VARCHAR(40), -- harmless: a field of medicine ~ Pediatría | Traumatología | General
  usuario VARCHAR(20), -- username: how the doctor logs in ~ dr<n> | med<n>
  clave VARCHAR(64), -- password: how the doctor logs in ~ <xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx>
  firma BLOB -- picture: signature ~ X'89504e470d0a1a0a<xxxxxxxx>'
);
CREATE TABLE aseguradora ( -- 5 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  razonsocial VARCHAR(80), -- harmless: name of an insurer ~ Seguros Alba | Mutua Costa | Previsora Sur
  cif CHAR(9), -- harmless: number of an insurer ~ A<########>
  tarifa DECIMAL(8,2) -- harmless: an amount ~ 30.00 | 35.00
);
CREATE TABLE cat_cie10 ( -- 6 rows
  codigo VARCHAR(8) PRIMARY KEY, -- harmless: a code ~ M54.5 | Z00.0 | J20.9 | I10 | E11 | K29
  descripcion VARCHAR(120) -- harmless: what a code means ~ Lumbago no especificado | Examen médico general | Bronquitis aguda no especificada | Hipertensión esencial | Diabetes tipo 2 | Gastritis
);
CREATE TABLE sala ( -- 5 rows
  id INT PRIMARY KEY AUTO_INCREMENT, -- harmless: number of the row ~ <n>
  nombre VARCHAR(30), -- harmless: name of a room ~ Consulta 1 | Consulta 2 | Curas | Rayos | Espera
  telefono_interno VARCHAR(6), -- harmless: number of a room ~ 101 | 102 | 103
  planta TINYINT -- harmless: a floor ~ 0 | 1
);
