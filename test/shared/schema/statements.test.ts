import { expect, it } from 'vitest'
import { splitStatements } from '../../../shared/schema/statements.ts'

it('cuts a script as the command-line clients do, and tells the line on which each statement begins', () => {
  const script = [
    '-- a dump; of two tables',
    "CREATE TABLE `a;b` (c TEXT DEFAULT 'x;\\';y'); # one; comment",
    '/* another; */ /*!40101 SET NAMES utf8mb4 */;',
    '',
    'DELIMITER $$',
    'CREATE TRIGGER t BEFORE INSERT ON x FOR EACH ROW BEGIN',
    "  SET NEW.c = ';'; -- inner",
    'END$$',
    'delimiter ;',
    'SELECT 1 --;',
    '',
  ].join('\n')
  expect(splitStatements(script)).toEqual([
    { sql: "CREATE TABLE `a;b` (c TEXT DEFAULT 'x;\\';y')", line: 2 },
    { sql: '/*!40101 SET NAMES utf8mb4 */', line: 3 },
    { sql: "CREATE TRIGGER t BEFORE INSERT ON x FOR EACH ROW BEGIN\n  SET NEW.c = ';'; -- inner\nEND", line: 6 },
    { sql: 'SELECT 1 --', line: 10 },
  ])
})
