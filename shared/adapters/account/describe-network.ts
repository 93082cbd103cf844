import {
  DescribeVpcAttributeCommand,
  type EC2Client,
  paginateDescribeManagedPrefixLists,
  paginateDescribeRouteTables,
  paginateDescribeSubnets,
  paginateDescribeVpcEndpoints,
  type RouteTable,
  type Subnet,
  type VpcEndpoint,
} from '@aws-sdk/client-ec2'
import type { EndpointFacts, NetworkFacts, SubnetFacts } from '../../config/account-facts.ts'
import { allPages, askAws } from './ask-aws.ts'

/** What EC2 says of a VPC: its DNS, its subnets with their way out, and the endpoints that are there. */
export async function describeNetwork(vpc: string, client: EC2Client): Promise<NetworkFacts> {
  const paging = { client }
  const filter = { Filters: [{ Name: 'vpc-id', Values: [vpc] }] }
  const region = await client.config.region()
  const attribute = (Attribute: 'enableDnsSupport' | 'enableDnsHostnames') =>
    askAws('ec2:DescribeVpcAttribute', () => client.send(new DescribeVpcAttributeCommand({ VpcId: vpc, Attribute })))
  const dnsSupport = (await attribute('enableDnsSupport')).EnableDnsSupport?.Value ?? false
  const dnsHostnames = (await attribute('enableDnsHostnames')).EnableDnsHostnames?.Value ?? false
  const subnets = await allPages('ec2:DescribeSubnets', paginateDescribeSubnets(paging, filter), (page) => page.Subnets)
  const tables = await allPages(
    'ec2:DescribeRouteTables',
    paginateDescribeRouteTables(paging, filter),
    (page) => page.RouteTables,
  )
  const endpoints = await allPages(
    'ec2:DescribeVpcEndpoints',
    paginateDescribeVpcEndpoints(paging, filter),
    (page) => page.VpcEndpoints,
  )
  const lists = await allPages(
    'ec2:DescribeManagedPrefixLists',
    paginateDescribeManagedPrefixLists(paging, {
      Filters: [{ Name: 'prefix-list-name', Values: [`com.amazonaws.${region}.s3`] }],
    }),
    (page) => page.PrefixLists,
  )
  const there = (service: string, type: 'Gateway' | 'Interface') =>
    endpoints.find(
      ({ ServiceName, VpcEndpointType, State }) =>
        ServiceName?.endsWith(`.${service}`) && VpcEndpointType === type && /^(available|pending)$/i.test(State ?? ''),
    )
  return {
    ...{ vpc, dnsSupport, dnsHostnames },
    subnets: subnets.map((subnet) => subnetFacts(subnet, tables)),
    s3PrefixList: lists[0]?.PrefixListId ?? null,
    s3Gateway: there('s3', 'Gateway') !== undefined,
    secretsmanager: endpointFacts(there('secretsmanager', 'Interface')),
    kms: endpointFacts(there('kms', 'Interface')),
  }
}

// A subnet that no table names has the VPC's main one.
function subnetFacts({ SubnetId = '', AvailabilityZone = '' }: Subnet, tables: readonly RouteTable[]): SubnetFacts {
  const own = tables.find(({ Associations = [] }) => Associations.some((each) => each.SubnetId === SubnetId))
  const table = own ?? tables.find(({ Associations = [] }) => Associations.some(({ Main }) => Main))
  const isPublic = (table?.Routes ?? []).some(({ GatewayId }) => GatewayId?.startsWith('igw-'))
  return { id: SubnetId, zone: AvailabilityZone, routeTable: table?.RouteTableId ?? null, isPublic }
}

function endpointFacts(endpoint: VpcEndpoint | undefined): EndpointFacts | null {
  if (!endpoint) return null
  const securityGroups = (endpoint.Groups ?? []).flatMap(({ GroupId }) => GroupId ?? [])
  return { securityGroups, privateDns: endpoint.PrivateDnsEnabled ?? false }
}
