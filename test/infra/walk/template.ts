import type { Json } from '../synthesise.ts'
import { nameOf, refOf } from './names.ts'

/** A template whose references say what they would on AWS. */
export interface Template {
  readonly resources: Readonly<Record<string, Json>>
  readonly account: string
  readonly region: string
  readonly stack: string
  ofType(type: string): [string, Json][]
  /** The value as text, every reference replaced. */
  text(value: Json): string
  /** The same for one value or several. */
  texts(value: Json): string[]
  /** The same with objects and lists kept as they are. */
  plain(value: Json): Json
  arnOf(id: string): string
  /** Logical id of the resource that has this ARN, or undefined when it is none of the template's. */
  idOf(arn: string): string | undefined
}

/** Where the example is deployed. */
export const example = { account: '123456789012', region: 'eu-central-1', stack: 'nightmask' }

export function template(resources: Readonly<Record<string, Json>>, place = example): Template {
  const pseudo: Record<string, string> = {
    'AWS::Partition': 'aws',
    'AWS::AccountId': place.account,
    'AWS::Region': place.region,
    'AWS::StackName': place.stack,
    'AWS::StackId': `arn:aws:cloudformation:${place.region}:${place.account}:stack/${place.stack}/0a1b2c3d-4e5f-11ef-8a9b-0a1b2c3d4e5f`,
    'AWS::URLSuffix': 'amazonaws.com',
  }
  const text = (value: Json): string => {
    if (value === null || typeof value !== 'object') return String(value)
    const [[kind, of] = ['', '']] = Object.entries<Json>(value)
    if (kind === 'Ref') return pseudo[of] ?? refOf(of, known(of), self)
    if (kind === 'Fn::GetAtt')
      return of[1].endsWith('Arn') ? self.arnOf(of[0]) : nameOf(of[0], of[1], known(of[0]), self)
    if (kind === 'Fn::Join') return of[1].map(text).join(of[0])
    if (kind === 'Fn::Split') return text(of[1])
    if (kind === 'Fn::Select') return selected(of, text)
    if (kind === 'Fn::GetAZs') return 'zone'
    throw new Error(`the walker does not read ${JSON.stringify(value)}`)
  }
  const known = (id: string): Json => {
    if (resources[id]) return resources[id]
    throw new Error(`the template refers to ${id}, which it does not make`)
  }
  const plain = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(plain)
    if (value === null || typeof value !== 'object') return value
    if (/^(Ref$|Fn::)/.test(Object.keys(value)[0] ?? '')) return text(value)
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plain(entry)]))
  }
  const arns = new Map<string, string>()
  const types = Map.groupBy(Object.entries(resources), ([, { Type }]) => Type)
  const self: Template = {
    ...{ resources, ...place, text, plain },
    ofType: (type) => types.get(type) ?? [],
    texts: (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]).map(text),
    arnOf: (id) => nameOf(id, 'Arn', known(id), self),
    idOf(arn) {
      if (arns.size === 0) for (const id of Object.keys(resources)) arns.set(self.arnOf(id), id)
      return arns.get(arn)
    },
  }
  return self
}

function selected([index, list]: [number, Json], text: (value: Json) => string): string {
  if (!list['Fn::Split']) return text(Array.isArray(list) ? list[index] : list)
  const [separator, value] = list['Fn::Split']
  return text(value).split(separator)[index] ?? ''
}
