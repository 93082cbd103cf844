import type { Ending } from '../lane/program.ts'

/** What the program said of staging when it ended. */
export interface Claim {
  /** A run by its name; as before; the new generation; that it cannot tell; nothing at all. */
  readonly says: 'run' | 'old' | 'new' | 'unknown' | 'nothing'
  /** The run that it said staging serves. */
  readonly runId: string | null
  /** Whether it said that something is missing there. */
  readonly lacks: boolean
  /** The sentence for the table of results. */
  readonly sentence: string
}

const claims: readonly (readonly [Claim['says'], RegExp])[] = [
  ['unknown', /what (it|staging) holds (was not|could not be) read/i],
  ['new', /^(Published|Rolled back)\.|is a masked copy of|new generation is live/m],
  [
    'old',
    /staging is as it was|old generation serves|serves what it served|nothing was (written|published|begun)|holds no generation/i,
  ],
]

/** Reads both outputs as a person does: by the words that tell what staging holds now. */
export function claimOf({ stdout, stderr }: Ending): Claim {
  const text = `${stdout}\n${stderr}`.replaceAll(/(?<![.:])\n(?=\S)/g, ' ')
  const named = /serves run ([0-9]{8}-[0-9]{6}-[0-9a-f]{4})( and )?/.exec(text)
  const told = claims.find(([, words]) => words.test(text))?.[0] ?? 'nothing'
  return {
    says: named && told !== 'unknown' ? 'run' : told,
    runId: named?.[1] ?? null,
    lacks: named?.[2] !== undefined,
    sentence: sentenceOf(stdout, stderr),
  }
}

/** The failure as standard error tells it, or the headline of the summary. */
function sentenceOf(stdout: string, stderr: string): string {
  const failure = /^nightmask: ([\s\S]*)/m.exec(stderr)?.[1]
  const headline = stdout.split('\n').find((line) => line.trim() !== '')
  return (failure ?? headline ?? '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\d{8}-?\d{6}-?[0-9a-f]{4}/g, 'RUN')
    .replaceAll(/127\.0\.0\.1:\d+/g, 'SERVER')
    .replaceAll(/(?:\/[\w.-]+)*\/nightmask-faults-[\w.-]+/g, 'FOLDER')
    .slice(0, 260)
    .trim()
}
