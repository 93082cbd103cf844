/** The people of every case. */
export const members = `
CREATE TABLE members (id INT PRIMARY KEY AUTO_INCREMENT, login VARCHAR(40) UNIQUE, email VARCHAR(80), full_name VARCHAR(80), phone VARCHAR(30));
INSERT INTO members (login, email, full_name, phone) VALUES
 ('ilse.kramer','ilse.kramer@mail.example','Ilse Kramer','+49 30 5551201'),
 ('ovidkar','ovid@mail.example','Ovid Karlsen','+49 30 5551202'),
 ('tamsin9','tamsin@mail.example','Tamsin Oduya','+49 30 5551203'),
 ('quillon','quillon@mail.example','Quillon Berzins','+49 30 5551204'),
 ('perpetua.r','perpetua@mail.example','Perpetua Rask','+49 30 5551205'),
 ('zenovia','zenovia@mail.example','Zenovia Halloran','+49 30 5551206');
`

export const memberRules: Readonly<Record<string, string>> = {
  'members.login': 'username',
  'members.email': 'email',
  'members.full_name': 'full_name',
  'members.phone': 'digits',
}

/** Somebody new, who chose his own login and name. */
export function newcomer(login: string, name = 'Merrit Falk'): string {
  return `INSERT INTO members (login, email, full_name) VALUES ('${login}', 'newcomer${login.length}@mail.example', '${name}');`
}
