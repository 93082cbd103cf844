/** Letters that NFKD leaves whole, as people write them who have not got them. */
export const spelledOut: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ŧ: 't',
  ŋ: 'n',
}

/** Letters of other alphabets that look like Latin ones, small or as capitals. Both sides are folded, so names of those alphabets stay found. */
export const lookAlikes: Readonly<Record<string, string>> = {
  ...pairs('авеԁһіјкмнорԛѕтухԝѵ', 'abedhijkmhopqstyxwv'),
  ...pairs('αβεζηικμνορςστυχ', 'abezhikmnopsstyx'),
  ...pairs('ɡɑʟɪ', 'gali'),
  с: 'c',
  ѐ: 'e',
}

function pairs(from: string, to: string): Record<string, string> {
  return Object.fromEntries([...from].map((letter, at) => [letter, to[at]!]))
}
