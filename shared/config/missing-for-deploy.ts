import { type AccountFacts, type DatabaseFacts, isUnknown, type NetworkFacts } from './account-facts.ts'
import { chooseSubnets } from './choose-for-deploy.ts'

/** What has to be changed in the account before the first night, one sentence each, as far as it was seen. */
export function missingForDeploy({ source, staging, network }: AccountFacts): string[] {
  return [
    ...(source.backupDays === 0
      ? [`${source.name} has no backups, and a clone is restored from one: set its backup retention to a day or more.`]
      : []),
    ...(isUnknown(network) ? [] : missingInNetwork(network, source)),
    ...(staging ? missingOfStaging(staging, source) : []),
  ]
}

function missingInNetwork(network: NetworkFacts, source: DatabaseFacts): string[] {
  const { vpc, dnsSupport, dnsHostnames, secretsmanager, kms } = network
  const off = [dnsSupport ? [] : ['enableDnsSupport'], dnsHostnames ? [] : ['enableDnsHostnames']].flat()
  const silent = [
    ...(secretsmanager && !secretsmanager.privateDns ? ['Secrets Manager'] : []),
    ...(kms && !kms.privateDns ? ['KMS'] : []),
  ]
  return [
    ...(off.length > 0
      ? [`${vpc} has ${off.join(' and ')} off: endpoints are found by the services' own names, so turn it on.`]
      : []),
    ...silent.map(
      (service) => `The endpoint of ${service} in ${vpc} has its private DNS off, so nobody finds it: turn it on.`,
    ),
    ...(chooseSubnets(network, source).subnets.length === 0
      ? [`${vpc} has no subnet without a way to the internet, in which functions could stand: make one for each zone.`]
      : []),
    ...(network.s3PrefixList === null ? [`There is no prefix list of S3 in ${source.region}.`] : []),
  ]
}

function missingOfStaging(staging: DatabaseFacts, source: DatabaseFacts): string[] {
  return [
    ...(staging.vpc !== source.vpc
      ? [
          `${staging.name} is in ${staging.vpc} and ${source.name} in ${source.vpc}: functions stand in one VPC, so peer them or move one.`,
        ]
      : []),
    ...(staging.localInfile === 'off'
      ? [
          `${staging.name} has local_infile off: rows go in two to three times slower until its parameter group turns it on.`,
        ]
      : []),
  ]
}
