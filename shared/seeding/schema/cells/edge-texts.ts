/** Texts that programs stumble over. None is a name that somebody bears: the leak check has nothing to find in them. */
export const edgeTexts: Readonly<Record<string, string>> = {
  accents: 'àéîõü ÇŠŽ æœß',
  'upper-case': 'UPPER AND SHOUTING',
  'lower-case': 'upper and shouting',
  'trailing-space': 'ends in a space ',
  'leading-space': ' begins with a space',
  'only-spaces': '   ',
  'sharp-s': 'straße STRASSE',
  'dotless-i': 'ıİiI',
  'right-to-left': 'نص عربي 123 עברית',
  cjk: '漢字かな交じり文 한국어',
  emoji: '👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽',
  'combining-marks': 'e\u0301a\u0308o\u0302\u0323 z\u0351\u036b\u0343',
  'zero-width': 'zero\u200bwidth\u200d\ufeff',
  'line-breaks': 'first line\nsecond line\r\nthird\tline',
  quotes: `it's "quoted" \`so\` \\n`,
  'null-word': 'NULL',
  html: '<b onclick="x()">bold &amp; loud</b>',
  'sql-injection': `'; DROP TABLE nothing; -- `,
  'csv-injection': '=1+2',
  'percent-signs': '100% _ %s %d',
}

/** Moments that calendars stumble over, as `YYYY-MM-DD HH:MM:SS`. */
export const edgeMoments: Readonly<Record<string, string>> = {
  'leap-day': '2024-02-29 00:00:00',
  'century-without-leap-day': '2100-02-28 23:59:59',
  'first-second-of-year': '2026-01-01 00:00:00',
  'last-second-of-year': '2025-12-31 23:59:59',
  // In Central Europe the first does not exist and the second comes twice.
  'dst-spring': '2026-03-29 02:30:00',
  'dst-autumn': '2026-10-25 02:30:00',
  epoch: '1970-01-02 00:00:00',
}

export const edgeDocuments: Readonly<Record<string, string>> = {
  'empty-object': '{}',
  'empty-array': '[]',
  'json-null': 'null',
  'large-number': '{"n": 9007199254740993}',
  'nested-document': '{"a": {"b": {"c": {"d": [[[[1]]]]}}}}',
  'unicode-document': '{"ключ": "значение 👍🏽", "": ""}',
}
