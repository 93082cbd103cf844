import { sign } from './byte-signs.ts'
import { type Reading, replaceBytes, utf8Bytes } from './reading.ts'

// Names of HTML are a letter and what is on it.
const marks: Readonly<Record<string, string>> = {
  acute: '\u0301',
  grave: '\u0300',
  circ: '\u0302',
  uml: '\u0308',
  tilde: '\u0303',
  ring: '\u030a',
  cedil: '\u0327',
  caron: '\u030c',
  breve: '\u0306',
  macr: '\u0304',
  ogon: '\u0328',
  dot: '\u0307',
  dblac: '\u030b',
}
const named: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', shy: '\u00ad', zwnj: '\u200c', zwj: '\u200d' },
  ...{ szlig: 'ß', aelig: 'æ', AElig: 'Æ', oelig: 'œ', OElig: 'Œ', oslash: 'ø', Oslash: 'Ø', eth: 'ð', thorn: 'þ' },
  ...{ lstrok: 'ł', Lstrok: 'Ł', dstrok: 'đ', Dstrok: 'Đ', inodot: 'ı', ccedil: 'ç', Ccedil: 'Ç' },
  ...{
    commat: '@',
    period: '.',
    lowbar: '_',
    hyphen: '-',
    dash: '-',
    plus: '+',
    sol: '/',
    num: '#',
    lpar: '(',
    rpar: ')',
  },
  ...{ NewLine: '\n', Tab: ' ', ensp: ' ', emsp: ' ', thinsp: ' ', ZeroWidthSpace: '\u200b', NoBreak: '\u2060' },
}

/** Entities of HTML and XML, by number or by name, with or without the semicolon behind them. */
export const entities: Reading = {
  name: 'HTML entities',
  of: 'letters',
  signs: sign.ampersand,
  read: (bytes) =>
    replaceBytes(bytes, /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));?/gi, (all, hex, decimal, name) => {
      if (hex) return utf8Bytes(Number.parseInt(hex, 16))
      if (decimal) return utf8Bytes(Number.parseInt(decimal, 10))
      const [, letter, mark] = /^([A-Za-z])([a-z]+)$/.exec(name!) ?? []
      const meant = named[name!] ?? (mark && marks[mark] ? letter! + marks[mark] : null)
      return meant === null ? all! : Buffer.from(meant, 'utf8').toString('latin1')
    }),
}
