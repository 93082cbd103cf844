import {
  type AccountFacts,
  type DatabaseFacts,
  type EndpointFacts,
  isUnknown,
  type NetworkFacts,
  type SecretFacts,
  type Unknown,
} from './account-facts.ts'
import { chooseSecret, chooseSubnets } from './choose-for-deploy.ts'
import { fillIn } from './fill-in.ts'

/** nightmask.yaml with its deploy section: each line says where it comes from, and what nobody could look up is left to be filled in. */
export function writeDeploy(facts: AccountFacts, schemaPath: string): string {
  const { source, staging, network, secrets } = facts
  const reader = chooseSecret(secrets, 'source', source)
  const writer = chooseSecret(secrets, 'staging', staging)
  const keys = [
    ...new Set([reader.secret, writer.secret].flatMap((secret: SecretFacts | null) => secret?.keyArn ?? [])),
  ]
  return `# yaml-language-server: $schema=${schemaPath}
# Made by \`nightmask aws init\` from what account ${source.account} says in ${source.region}. Read every line before you deploy it.
# ${quotedHint} is for what only you know; \`npx cdk synth\` says what is left of it.
source: { secret: ${reader.value}, mode: clone } # ${reader.from}
staging: { secret: ${writer.value} } # ${writer.from}
policy: policy.yaml # \`nightmask init\` makes one
deploy:
  account: "${source.account}" # of the ARN of ${source.name}
  region: ${source.region}
  network:
${networkLines(network, source).join('\n')}
  source: # ${source.engine}
${databaseLines(source)}
${stagingLines(staging)}
  secret_keys: [${keys.join(', ')}] # ${keys.length > 0 ? 'what the secrets above are encrypted with' : 'no key of yours encrypts the secrets above'}
  schedule: { at: "03:30", time_zone: UTC } # proposed
  alarms: ${fillIn('the e-mail address that alarms go to')}
`
}

const quotedHint = '"<fill in: …>"'

function networkLines(network: NetworkFacts | Unknown, source: DatabaseFacts): string[] {
  const indented = (lines: readonly string[]) => lines.map((line) => `    ${line}`)
  if (isUnknown(network))
    return indented([
      `vpc: ${source.vpc} # of the subnet group of ${source.name}`,
      `# ${network.why}`,
      `availability_zones: [${fillIn('zones of the subnets')}]`,
      `subnets: [${fillIn('private subnets, one for each zone, in the same order')}]`,
      `s3_prefix_list: ${fillIn('id of the prefix list of S3, of aws ec2 describe-managed-prefix-lists')}`,
      `endpoints: { s3: { route_tables: [${fillIn('route tables of these subnets')}] }, secretsmanager: make, kms: make }`,
    ])
  const { subnets, from } = chooseSubnets(network, source)
  const none = subnets.length === 0
  const tables = [...new Set(subnets.flatMap(({ routeTable }) => routeTable ?? []))]
  const s3 = network.s3Gateway
    ? 'existing # there is a gateway; see that it is in the route tables of these subnets'
    : `{ route_tables: [${tables.join(', ') || fillIn('route tables of these subnets')}] } # there is none yet: the stack makes it`
  return indented([
    `vpc: ${network.vpc} # of the subnet group of ${source.name}`,
    `availability_zones: [${none ? fillIn('zones of the subnets') : subnets.map(({ zone }) => zone).join(', ')}]`,
    `subnets: [${none ? fillIn('private subnets, one for each zone') : subnets.map(({ id }) => id).join(', ')}] # ${from}`,
    `s3_prefix_list: ${network.s3PrefixList ?? fillIn('id of the prefix list of S3')} # S3 in ${source.region}`,
    'endpoints:',
    `  s3: ${s3}`,
    `  secretsmanager: ${endpointLine(network.secretsmanager)}`,
    `  kms: ${endpointLine(network.kms)}`,
  ])
}

function endpointLine(endpoint: EndpointFacts | null): string {
  const [group, ...others] = endpoint?.securityGroups ?? []
  if (!endpoint || group === undefined) return 'make # there is none yet'
  return `{ security_group: ${group} } # of the one that is there${others.length > 0 ? `, beside ${others.join(', ')}` : ''}`
}

function databaseLines({ kind, name, database, port, securityGroups: [group, ...others] }: DatabaseFacts): string {
  return [
    `    ${kind}: ${name}`,
    `    database: ${database ?? fillIn('the schema in it')}${database === null ? '' : ' # with which it was made'}`,
    `    security_group: ${group ?? fillIn('its security group')}${others.length > 0 ? ` # or ${others.join(', ')}` : ''}`,
    `    port: ${port}`,
  ].join('\n')
}

function stagingLines(staging: DatabaseFacts | null): string {
  if (staging) return `  staging: # ${staging.engine}\n${databaseLines(staging)}`
  return `  staging: # nobody named one: --staging-cluster or --staging-instance
    instance: ${fillIn('the database that nightmask writes; cluster: on Aurora')}
    database: ${fillIn('an empty schema in it')}
    security_group: ${fillIn('its security group')}`
}
