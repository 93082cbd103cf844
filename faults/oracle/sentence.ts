import type { Ending } from '../lane/program.ts'

/** What the program said of staging when it ended. */
export interface Claim {
  /** As before; the new generation; that it cannot tell; nothing at all. */
  readonly says: 'old' | 'new' | 'unknown' | 'nothing'
  /** The run that it said staging serves. */
  readonly runId: string | null
  /** The sentence for the table of results. */
  readonly sentence: string
}

const claims: readonly (readonly [Claim['says'], RegExp])[] = [
  [
    'unknown',
    /could not be (asked|read|told|seen)|cannot be (told|seen|asked)|nobody knows|is not known|look at staging|did not answer whether/i,
  ],
  [
    'new',
    /new generation is live|is live|^Published\.|is a masked copy of|Rolled back\.|already (live|published)|was published/im,
  ],
  [
    'old',
    /staging is as it was|as it was before|old generation serves|serves what it served|nothing was (written|published)|staging still serves|old staging/i,
  ],
]

/** Reads both outputs as a person does: by the words that tell what staging holds now. */
export function claimOf({ stdout, stderr }: Ending): Claim {
  const text = `${stdout}\n${stderr}`.replaceAll(/(?<![.:])\n(?=\S)/g, ' ')
  const runId = /serves (?:the )?run ([0-9]{8}-[0-9]{6}-[0-9a-f]{4})/.exec(text)?.[1] ?? null
  const says = claims.find(([, words]) => words.test(text))?.[0] ?? 'nothing'
  return { says, runId, sentence: sentenceOf(stdout, stderr) }
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
