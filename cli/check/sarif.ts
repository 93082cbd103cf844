import type { FailureKind, FileProblem } from '../../shared/errors.ts'
import { toolVersion } from '../version.ts'

const rules = [
  { id: 'unclassified-column', shortDescription: { text: 'A column has no rule in policy.yaml' } },
  { id: 'policy-problem', shortDescription: { text: 'policy.yaml or the schema is wrong' } },
]

/** Problems in SARIF 2.1.0, as code hosts read them: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function sarifOf(kind: FailureKind | null, problems: readonly FileProblem[]): unknown {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'nightmask', version: toolVersion, rules } },
        results: problems.map((problem) => resultOf(problem, kind)),
      },
    ],
  }
}

function resultOf({ file, line, text, column }: FileProblem, kind: FailureKind | null) {
  return {
    ruleId: kind === 'uncovered' || column ? 'unclassified-column' : 'policy-problem',
    level: 'error',
    message: { text },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(file.replaceAll('\\', '/')) },
          // A problem without a line belongs to the file: code hosts show a result only where it has one.
          region: { startLine: line ?? 1 },
        },
      },
    ],
  }
}
