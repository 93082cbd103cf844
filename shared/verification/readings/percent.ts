import { sign } from './byte-signs.ts'
import { type Reading, replaceBytes, utf8Bytes } from './reading.ts'

/** `%C3%BC` of addresses and forms, and `%u00fc` of old scripts. A `+` stands between words as it is. */
export const percent: Reading = {
  name: 'URL-encoding',
  of: 'letters',
  signs: sign.percent,
  read: (bytes) =>
    replaceBytes(bytes, /%(?:u([0-9a-f]{4})|([0-9a-f]{2}))/gi, (_all, four, two) =>
      four ? utf8Bytes(Number.parseInt(four, 16)) : String.fromCharCode(Number.parseInt(two!, 16)),
    ),
}
