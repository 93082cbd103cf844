import type { Chance } from './chance.ts'
import type { Database } from './database.ts'
import type { Content } from './source-schema.ts'

const syllables = [
  'tor',
  'vik',
  'an',
  'sel',
  'brand',
  'quo',
  'rin',
  'mael',
  'oss',
  'uve',
  'dra',
  'kelm',
  'ith',
  'zor',
  'wen',
  'plu',
  'gast',
  'hebb',
]
// None of them is a part of anybody's name.
const words = [
  'slow',
  'harbour',
  'lamp',
  'über',
  'straße',
  'STRASSE',
  'naïve',
  'crate',
  'ölfass',
  '灯',
  '🚲',
  'tide',
  'box',
  'Box',
  'b\\x',
  "o'clock",
  'two\ttabs',
  'line\nbreak',
]
const names: Content[] = [
  'login',
  'name',
  'kind',
  'country',
  'secret',
  'plan',
  'flags',
  'small',
  'lang',
  'channel',
  'code',
  'binaryKey',
  'counter',
  'newId',
  'order',
]

/** An SQL literal for a column of the content; NULL now and then where that may be. */
export async function drawValue(chance: Chance, content: Content, database: Database): Promise<string> {
  if (!names.includes(content) && chance.happens(0.06)) return 'NULL'
  const among = async (sql: string) => {
    const found = await database.column(sql)
    return found.length > 0 ? chance.pick(found) : 'NULL'
  }
  switch (content) {
    case 'login':
      return text(`${word(chance)}${chance.below(100_000)}`)
    case 'mail':
      return text(`${word(chance)}.${chance.below(100_000)}@${chance.pick(['brook', 'Brook', 'tarn'])}.test`)
    case 'name':
      return text(person(chance))
    case 'phone':
      return text(`+49 30 ${chance.between(100_000, 9_999_999)}`)
    case 'time':
      return text(
        `20${chance.between(10, 25)}-0${chance.between(1, 9)}-${chance.between(10, 28)} 1${chance.below(10)}:${chance.between(10, 59)}:0${chance.below(10)}${chance.pick(['', '.125', '.5'])}`,
      )
    case 'money':
      return `${chance.between(1, 9999)}.${chance.between(10, 99)}`
    case 'profile':
      return text(
        JSON.stringify({
          mail: `${word(chance)}${chance.below(100_000)}@brook.test`,
          tel: [`+49 30 ${chance.between(100_000, 999_999)}`],
          theme: chance.pick(['dark', 'light']),
          size: chance.below(9) / 4,
        }),
      )
    case 'note': {
      const known = await database.column('SELECT name FROM people ORDER BY id LIMIT 40')
      const who = known.length > 0 && chance.happens(0.6) ? chance.pick(known) : person(chance)
      return text(`The lamp is for ${who}, write to ${word(chance)}${chance.below(1000)}@brook.test about the crate.`)
    }
    case 'kind':
      return text(chance.pick(['guest', 'member', 'staff']))
    case 'country':
      return text(chance.pick(['de', 'DE', 'fr', 'pl']))
    case 'text':
      return text(
        Array.from({ length: chance.between(0, 4) }, () => chance.pick(words)).join(' ') + chance.pick(['', '', ' ']),
      )
    case 'secret':
      return text(`s-${word(chance)}-${chance.below(1_000_000)}`)
    case 'bytes':
      return `x'${hex(chance, chance.below(12))}'`
    case 'number':
      return String(chance.below(2_000_000))
    case 'flags':
      return text(chance.pick(['', 'a', 'b,c', 'a,c']))
    case 'plan':
      return text(chance.pick(['free', 'Free', 'paid']))
    case 'date':
      return text(`20${chance.between(10, 25)}-0${chance.between(1, 9)}-${chance.between(10, 28)}`)
    case 'clock':
      return text(`${chance.pick(['', '-'])}${chance.between(10, 99)}:1${chance.below(10)}:00.25`)
    case 'bits':
      return String(chance.below(2048))
    case 'real':
      return chance.pick([
        '0',
        '-0.0',
        '0.1',
        '1e-30',
        '16777217',
        '-2.5',
        '1.1754944e-38',
        String(chance.below(1000) / 7),
      ])
    case 'year':
      return String(chance.between(1990, 2026))
    case 'person':
      return among('SELECT id FROM people WHERE id < 900000 ORDER BY id')
    case 'order':
      return among('SELECT id FROM orders ORDER BY id')
    case 'product':
      return among('SELECT CONCAT("_utf8mb4 x\'", HEX(code), "\'") FROM products ORDER BY code')
    case 'account':
      return among('SELECT CONCAT("_utf8mb4 x\'", HEX(mail), "\'") FROM accounts ORDER BY mail')
    case 'small':
      return String(chance.between(1, 6))
    case 'lang':
      return text(chance.pick(['en', 'de', 'fr']))
    case 'channel':
      return text(chance.pick(['post', 'mail', 'phone']))
    case 'code':
      return text(`${chance.pick(['k', 'K', 'ä', 'A', 'z-'])}${chance.below(900)}`)
    case 'binaryKey':
      return `x'${hex(chance, 6)}'`
    case 'counter':
      return text(`${chance.pick(['c', 'C', 'ü'])}${chance.below(500)}`)
    case 'newId':
      return String(chance.between(1, 3000))
  }
}

export function text(value: string): string {
  return `_utf8mb4 x'${Buffer.from(value).toString('hex')}'`
}

function person(chance: Chance): string {
  return `${capital(word(chance))} ${capital(word(chance))}${chance.pick(['', 'sson', '-Ek'])}`
}

function word(chance: Chance): string {
  return Array.from({ length: chance.between(3, 4) }, () => chance.pick(syllables)).join('')
}

function capital(word: string): string {
  return word[0]!.toUpperCase() + word.slice(1)
}

function hex(chance: Chance, bytes: number): string {
  return Array.from({ length: bytes }, () => chance.below(256).toString(16).padStart(2, '0')).join('')
}
