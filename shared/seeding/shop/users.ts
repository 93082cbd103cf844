import type { Calendar } from '../calendar.ts'
import { RowRandom } from '../random.ts'
import { loadText, type TextBlock } from '../text-block.ts'
import { signUps } from './dates.ts'
import { shopPeople } from './people.ts'
import type { RowWriter } from './row-writer.ts'
import type { Shape } from './shape.ts'

const daySeconds = 86_400
const bcryptHead = loadText('$2b$10$')
const bcryptLetters = loadText('./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789')
const saltLetters = 21
// 128 bits of salt leave two bits for its last letter.
const lastSaltLetters = loadText('.Oeu')
const hashLetters = 31

export function userWriter(shape: Shape, calendar: Calendar): RowWriter {
  const random = new RowRandom(shape.seed, 'users')
  const people = shopPeople(shape)
  const signedUpAt = signUps(calendar, shape)
  const { inactive, updated } = shape.users
  return {
    table: 'users',
    columns: ['id', 'email', 'full_name', 'password', 'is_active', 'created_at', 'updated_at'],
    rows: shape.users.count,
    write(block, row) {
      const id = row + 1
      random.begin(id)
      people.meet(id)
      block.integer(id)
      block.tab()
      people.writeEmail(block)
      block.tab()
      people.writeName(block)
      block.tab()
      writePassword(block, random)
      block.tab()
      block.integer(random.chance(inactive) ? 0 : 1)
      block.tab()
      const second = signedUpAt(id)
      calendar.write(block, second)
      block.tab()
      if (random.chance(updated)) calendar.write(block, second + random.below(700 * daySeconds))
      else block.null()
      block.endRow()
    },
  }
}

/** Looks like bcrypt and is the hash of nothing: computing half a million would take a day. */
function writePassword(block: TextBlock, random: RowRandom): void {
  block.raw(bcryptHead)
  writeLetters(block, random, saltLetters)
  block.byte(lastSaltLetters[random.below(4)]!)
  writeLetters(block, random, hashLetters)
}

function writeLetters(block: TextBlock, random: RowRandom, letters: number): void {
  for (let written = 0; written < letters; ) {
    let bits = random.bits()
    for (let letter = 0; letter < 5 && written < letters; letter++, written++) {
      block.byte(bcryptLetters[bits & 63]!)
      bits >>>= 6
    }
  }
}
