import { createHash } from 'node:crypto'

/** A synthetic original and the scratch row that hides it. */
export interface Canary {
  /** How it is hidden. */
  readonly name: string
  readonly original: string
  readonly textValue: string
  readonly jsonValue: string
  readonly binaryValue: Uint8Array
}

/** Six canaries, other ones in every run: if the leak check misses one, the run fails. */
export function hatchCanaries(runId: string): Canary[] {
  const tag = createHash('sha256').update(`canary ${runId}`).digest('hex')
  const email = `canary.${tag.slice(0, 10)}@nest-${tag.slice(10, 18)}.invalid`
  const name = `Canaria${tag.slice(18, 24)} Fringilla${tag.slice(24, 30)}`
  return [
    { ...empty('a whole value'), original: `whole-${tag.slice(30, 46)}`, textValue: `whole-${tag.slice(30, 46)}` },
    {
      ...empty('an e-mail address within text'),
      original: email,
      textValue: `Please write to <${email.toUpperCase()}> soon.`,
    },
    { ...empty('a name within text'), original: name, textValue: `Many thanks,\n${name}, and good night` },
    {
      ...empty('a name with accents within text'),
      original: `Ca\u00f1aria${tag.slice(46, 52)} Pin\u00e7on`,
      textValue: `for CANARIA${tag.slice(46, 52)} PINCON.`,
    },
    {
      ...empty('a name within JSON, escaped'),
      original: `J\u00f6son${tag.slice(52, 58)} Zeisig`,
      jsonValue: `{"to": ["J\\u00f6son${tag.slice(52, 58)} Zeisig"]}`,
    },
    {
      ...empty('a value within a blob'),
      original: `blob ${tag.slice(48, 64)}`,
      binaryValue: Buffer.from(`\0\x01 blob ${tag.slice(48, 64)}\0`),
    },
  ]
}

/** A row without any original: if it is caught, the check cries wolf. */
export const controlCanary: Omit<Canary, 'original'> = {
  ...empty('control'),
  textValue: 'Nothing to see here, dear reader.',
}

function empty(name: string) {
  return { name, textValue: '', jsonValue: '{}', binaryValue: new Uint8Array() }
}
