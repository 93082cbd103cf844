import { javaName } from '../../aws/sdk/java-names.ts'
import { statesIn } from '../walk/edges/workflows.ts'
import type { Template } from '../walk/template.ts'
import { against, type Kind } from './constraints.ts'
import { documentedParameters } from './documented.ts'

/** A call of the SDK and what is passed to it. */
export interface Call {
  readonly client: string
  readonly action: string
  /** Parameters under the SDK's own names. */
  readonly passed: readonly string[]
}

/** What its documentation says against each parameter. */
export function wrongIn({ client, action, passed }: Call, kind: Kind): string[] {
  const documented = documentedParameters(client, action)
  return passed.flatMap((name) =>
    against(documented.get(name) ?? '', kind).map((sentence) => `${action}.${name}, on ${kind}: ${sentence}`),
  )
}

/** The calls of RDS that workflows make. Throws on a parameter that the API does not have. */
export function rdsCalls({ ofType, text }: Template): Call[] {
  return ofType('AWS::StepFunctions::StateMachine')
    .flatMap(([, { Properties }]) => statesIn(JSON.parse(text(Properties.DefinitionString))))
    .flatMap(([, { Resource = '', Arguments = {} }]) => {
      const [, name] = /:aws-sdk:rds:(\w+)$/.exec(Resource) ?? []
      if (!name) return []
      const action = name.charAt(0).toUpperCase() + name.slice(1)
      const members = [...documentedParameters('rds', action).keys()]
      const passed = Object.keys(Arguments).map((key) => {
        const member = members.find((each) => javaName(each) === key)
        if (!member) throw new Error(`${action} has no parameter ${key}`)
        return member
      })
      return [{ client: 'rds', action, passed }]
    })
}

/** What stands between the braces of `new GetObjectCommand({ … })`, as far as it is a parameter. */
export function s3Calls(text: string): Call[] {
  return [...text.matchAll(/new (\w+)Command\((\{.*?\})\)/g)].map(([, action, argument]) => {
    const members = documentedParameters('s3', action!)
    const passed = [...argument!.matchAll(/\b([A-Z]\w+)\b/g)]
      .map(([, name]) => name!)
      .filter((name) => members.has(name))
    return { client: 's3', action: action!, passed }
  })
}
