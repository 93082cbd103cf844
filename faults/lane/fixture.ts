/** The two states between which the source goes to and fro; every night is to bring staging from one to the other. */
export type Edition = 1 | 2

/** In every personal value of the source, and in no fake: where it is found, an original has leaked. */
export const planted = 'Zqvorn'

const passengers = 600
const sailings = 150
const bookings = 1600

/** A small ferry company: triggers, views, routines, an event, keys of several kinds, a table without a primary key. */
export function fixtureSql(): string[] {
  return [...tables, ...rows, ...programsOf(1)]
}

/** Turns the source into another edition: some rows of every table, and the text of every program. */
export function editionSql(edition: Edition): string[] {
  return [
    ...['sailing_log', 'passenger_notes', 'crew'].map((table) => `UPDATE ${table} SET edition = ${edition}`),
    ...['passengers', 'sailings', 'bookings'].map(
      (table) => `UPDATE ${table} SET edition = ${edition} WHERE id % 7 = 0 OR id = 1`,
    ),
    'DELETE FROM passengers WHERE id > 90000',
    ...(edition === 1
      ? []
      : [
          `INSERT INTO passengers (id, full_name, email, phone, born, ship, edition) VALUES
           (90001, '${planted} Newcomer', 'newcomer@${planted}.example.org', '+49 30 1234567', '1980-05-17', 'Aurora', 2)`,
        ]),
    ...dropProgramsSql,
    ...programsOf(edition),
  ]
}

export const tableNames = ['passengers', 'sailings', 'bookings', 'passenger_notes', 'crew', 'sailing_log'] as const
export const triggerNames = ['bookings_touch', 'notes_count'] as const

export const policyText = `version: 1
locale: en
tables:
  passengers:
    id: keep
    full_name: full_name
    email: email
    phone: phone
    born: { mask: constant, value: "1970-01-01" }
    ship: keep
    edition: keep
  sailings: { id: keep, ship: keep, leaves_at: keep, seats_taken: keep, edition: keep }
  bookings: { id: keep, code: keep, price: keep, touched: keep, edition: keep }
  passenger_notes:
    id: keep
    note: { mask: free_text, mode: replace }
    edition: keep
  crew: { id: keep, name: full_name, edition: keep }
  sailing_log: { sailing_id: keep, minute: keep, entry: { keep: "what the engine said" }, edition: keep }
`

const tables = [
  `CREATE TABLE passengers (id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, full_name VARCHAR(120) NOT NULL,
    email VARCHAR(190) NOT NULL, phone VARCHAR(40) NULL, born DATE NULL, ship VARCHAR(40) NOT NULL, edition INT NOT NULL DEFAULT 1,
    UNIQUE KEY email (email), KEY ship (ship)) ENGINE=InnoDB`,
  `CREATE TABLE sailings (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, ship VARCHAR(40) NOT NULL, leaves_at DATETIME NOT NULL,
    seats_taken INT NOT NULL DEFAULT 0, edition INT NOT NULL DEFAULT 1, KEY leaves (leaves_at, ship)) ENGINE=InnoDB`,
  `CREATE TABLE bookings (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, passenger_id INT UNSIGNED NOT NULL, sailing_id INT NOT NULL,
    code CHAR(8) NOT NULL, price DECIMAL(8,2) NOT NULL, touched INT NOT NULL DEFAULT 0, edition INT NOT NULL DEFAULT 1, UNIQUE KEY code (code),
    CONSTRAINT booking_passenger FOREIGN KEY (passenger_id) REFERENCES passengers (id) ON DELETE CASCADE,
    CONSTRAINT booking_sailing FOREIGN KEY (sailing_id) REFERENCES sailings (id)) ENGINE=InnoDB`,
  `CREATE TABLE passenger_notes (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, passenger_id INT UNSIGNED NOT NULL, note TEXT NOT NULL,
    edition INT NOT NULL DEFAULT 1, CONSTRAINT note_passenger FOREIGN KEY (passenger_id) REFERENCES passengers (id)) ENGINE=InnoDB`,
  `CREATE TABLE crew (id INT NOT NULL PRIMARY KEY, chief_id INT NULL, name VARCHAR(120) NOT NULL, edition INT NOT NULL DEFAULT 1,
    CONSTRAINT crew_chief FOREIGN KEY (chief_id) REFERENCES crew (id)) ENGINE=InnoDB`,
  `CREATE TABLE sailing_log (sailing_id INT NOT NULL, minute INT NOT NULL, entry VARCHAR(80) NOT NULL, edition INT NOT NULL DEFAULT 1,
    KEY sailing (sailing_id)) ENGINE=InnoDB`,
]

const numbers = `(WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 60) SELECT a.i * 60 + b.i - 60 AS i FROM n a, n b)`
const upTo = (count: number) => `${numbers} AS many ORDER BY i LIMIT ${count}`

const rows = [
  `INSERT INTO passengers (id, full_name, email, phone, born, ship) SELECT i, CONCAT('${planted} Person', i), CONCAT('p', i, '@${planted}.example.org'),
    CONCAT('+49 30 ', 1000000 + i), '1980-05-17' - INTERVAL i DAY, ELT(1 + i % 3, 'Aurora', 'Borealis', 'Corona') FROM ${upTo(passengers)}`,
  `INSERT INTO sailings (id, ship, leaves_at) SELECT i, ELT(1 + i % 3, 'Aurora', 'Borealis', 'Corona'), '2026-01-01 06:00:00' + INTERVAL i HOUR FROM ${upTo(sailings)}`,
  ...[0, 1].map(
    (
      part,
    ) => `INSERT INTO bookings (id, passenger_id, sailing_id, code, price) SELECT i + ${(part * bookings) / 2}, 1 + i % ${passengers}, 1 + i % ${sailings},
    UPPER(LPAD(CONV(i + ${(part * bookings) / 2}, 10, 36), 8, '-')), i % 97 + 0.5 FROM ${upTo(bookings / 2)}`,
  ),
  `INSERT INTO passenger_notes (id, passenger_id, note) SELECT i, 1 + i % ${passengers}, CONCAT('${planted} Person', i, ' asked for a cabin near the stairs') FROM ${upTo(500)}`,
  `INSERT INTO crew (id, chief_id, name) SELECT i, IF(i < 5, NULL, 1 + i % 4), CONCAT('${planted} Sailor', i) FROM ${upTo(80)}`,
  `INSERT INTO sailing_log (sailing_id, minute, entry) SELECT 1 + i % ${sailings}, i, 'steady as she goes' FROM ${upTo(900)}`,
]

const dropProgramsSql = [
  ...triggerNames.map((name) => `DROP TRIGGER IF EXISTS ${name}`),
  'DROP VIEW IF EXISTS manifest',
  'DROP VIEW IF EXISTS edition_of_ships',
  'DROP FUNCTION IF EXISTS current_edition',
  'DROP PROCEDURE IF EXISTS count_seats',
  'DROP EVENT IF EXISTS tidy_log',
]

// A table's edition is in its rows, a program's in its text: what belongs together can be told from what does not.
function programsOf(edition: Edition): string[] {
  return [
    `CREATE FUNCTION current_edition() RETURNS INT DETERMINISTIC NO SQL RETURN ${edition}`,
    `CREATE PROCEDURE count_seats(IN which INT) READS SQL DATA SELECT COUNT(*), ${edition} AS edition FROM bookings WHERE sailing_id = which`,
    `CREATE VIEW manifest AS SELECT s.id AS sailing_id, p.id AS passenger_id, p.full_name, ${edition} AS edition FROM bookings b
      JOIN passengers p ON p.id = b.passenger_id JOIN sailings s ON s.id = b.sailing_id`,
    `CREATE VIEW edition_of_ships AS SELECT ship, COUNT(*) AS people, ${edition} AS edition FROM passengers GROUP BY ship`,
    `CREATE TRIGGER bookings_touch BEFORE UPDATE ON bookings FOR EACH ROW SET NEW.touched = OLD.touched + ${edition} - ${edition}`,
    `CREATE TRIGGER notes_count AFTER INSERT ON passenger_notes FOR EACH ROW UPDATE crew SET edition = edition + ${edition} - ${edition} WHERE id = 1`,
    `CREATE EVENT tidy_log ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DO DELETE FROM sailing_log WHERE minute < 0`,
  ]
}
