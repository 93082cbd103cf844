import { expect, it } from 'vitest'
import { charsetOf } from '../../../../shared/masking/text/charset.ts'
import { describeEachServer, runSql } from '../../../setup/servers.ts'

const letters = [...'Az09 ~äöüßÄÖÜéèñçøåæłőžřşğıİЖяїІΩλάשלאأبةไทย日本語カナｶﾅ简体繁體한국어€“”–…™']

/** Signs, which no search tells apart, boxes of koi8u, and Cyrillic and kana within Big5, which the Encoding Standard has elsewhere. */
const differences = {
  ...{ big5: 'Жяカナ', cp866: 'fcfd', euckr: '€', greek: 'a1a2', hebrew: 'af', koi8u: '95aebe', tis620: 'a0' },
}

describeEachServer('the character sets of the server', (server) => {
  it('are read as the server reads them: every byte of those of one byte, and letters of all scripts', async () => {
    const sets = await runSql(
      server.url,
      "SELECT character_set_name, maxlen FROM information_schema.character_sets WHERE character_set_name <> 'binary'",
    )
    const unknown = sets.filter(([name]) => charsetOf(name!) === null).map(([name]) => name)
    expect(unknown).toEqual([])
    const found: Record<string, string> = {}
    for (const [name, longest] of sets) {
      const charset = charsetOf(name!)!
      const decode = (hex: string) => {
        const bytes = Buffer.from(hex, 'hex')
        return charset.decode(bytes, 0, bytes.length)
      }
      const codes = longest === '1' ? Array.from({ length: 256 }, (_, code) => code.toString(16).padStart(2, '0')) : []
      const known = letters.map(
        (letter) => `HEX(CONVERT(_utf8mb4 0x${Buffer.from(letter).toString('hex')} USING ${name}))`,
      )
      const [row = []] = await runSql(
        server.url,
        `SELECT ${[...codes.map((hex) => `HEX(CONVERT(CAST(_${name} 0x${hex} AS CHAR) USING utf8mb4))`), ...known].join(', ')}`,
      )
      const wrong = codes.filter((hex, at) => {
        const text = Buffer.from(row[at] ?? '', 'hex').toString()
        // What the set does not define the server writes as a question mark, or as a control character.
        if (text === '' || (text === '?' && hex !== '3f') || /[\u0080-\u009f]/.test(text)) return false
        return decode(hex) !== text
      })
      const misread = letters.filter((letter, at) => {
        const hex = row[codes.length + at] ?? ''
        return decode(hex) !== letter && decode(hex) !== '?'
      })
      if (wrong.length + misread.length > 0) found[name!] = [...wrong, ...misread].join('')
    }
    expect(found).toEqual(differences)
  })
})
