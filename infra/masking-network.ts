import { Stack } from 'aws-cdk-lib'
import {
  CfnVPCEndpoint,
  InterfaceVpcEndpoint,
  InterfaceVpcEndpointAwsService,
  type IPeer,
  type ISecurityGroup,
  type ISubnet,
  type IVpc,
  SecurityGroup,
} from 'aws-cdk-lib/aws-ec2'
import { Construct } from 'constructs'
import { endpointPolicy } from './endpoint-policies.ts'

/** An interface endpoint that is made, or the security group of the one that is there. */
export type InterfaceEndpoint = 'make' | { readonly securityGroup: ISecurityGroup }

export interface MaskingNetworkProps {
  readonly vpc: IVpc
  /** Private subnets, in which functions and endpoints stand. No route to the internet is needed. */
  readonly subnets: readonly ISubnet[]
  /** S3 in the region, as security groups name it: `Peer.prefixList('pl-…')`. */
  readonly s3: IPeer
  /** Secrets of other accounts that functions read: the login of a staging there. */
  readonly foreignSecretArns?: readonly string[]
  /** Each endpoint: what is left out is made, the gateway of S3 in the route tables of the subnets. */
  readonly endpoints?: {
    readonly s3?: 'existing' | { readonly routeTableIds: readonly string[] }
    readonly secretsManager?: InterfaceEndpoint
    readonly kms?: InterfaceEndpoint
    /** For the log of a task, whose nights are no functions'; not made where it is left out. */
    readonly logs?: InterfaceEndpoint | undefined
  }
}

/** The AWS APIs that functions call by an endpoint of their own; S3 has a gateway. */
export type EndpointService = 'secretsManager' | 'kms'

const services = {
  logs: { id: 'Logs', service: InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS },
  secretsManager: { id: 'SecretsManager', service: InterfaceVpcEndpointAwsService.SECRETS_MANAGER },
  kms: { id: 'Kms', service: InterfaceVpcEndpointAwsService.KMS },
}

/**
 * Subnets and endpoints that functions work with. One serves several nightly maskings, in other stacks too. The VPC has to have DNS
 * support and DNS host names on: endpoints answer under the names of the services.
 */
export class MaskingNetwork extends Construct {
  readonly vpc: IVpc
  readonly subnets: readonly ISubnet[]
  readonly s3: IPeer
  /** The security group of each endpoint. */
  readonly endpoints: Readonly<Record<EndpointService, ISecurityGroup>>
  /** That of the endpoint for logs, null without one. */
  readonly logs: ISecurityGroup | null

  readonly #foreignSecretArns: readonly string[]

  constructor(
    scope: Construct,
    id: string,
    { vpc, subnets, s3, endpoints = {}, foreignSecretArns = [] }: MaskingNetworkProps,
  ) {
    super(scope, id)
    this.vpc = vpc
    this.subnets = subnets
    this.s3 = s3
    this.#foreignSecretArns = foreignSecretArns
    if (endpoints.s3 !== 'existing')
      this.#gateway(endpoints.s3?.routeTableIds ?? subnets.map(({ routeTable }) => routeTable.routeTableId))
    const of = (service: keyof typeof services) => {
      const given = endpoints[service] ?? 'make'
      return given === 'make' ? this.#make(service) : given.securityGroup
    }
    this.endpoints = { secretsManager: of('secretsManager'), kms: of('kms') }
    this.logs = endpoints.logs ? of('logs') : null
  }

  #gateway(routeTableIds: readonly string[]): void {
    new CfnVPCEndpoint(this, 'S3', {
      vpcId: this.vpc.vpcId,
      serviceName: `com.amazonaws.${Stack.of(this).region}.s3`,
      vpcEndpointType: 'Gateway',
      routeTableIds: [...new Set(routeTableIds)],
      policyDocument: endpointPolicy(this, 's3'),
    })
  }

  #make(name: keyof typeof services): ISecurityGroup {
    const { id, service } = services[name]
    const group = new SecurityGroup(this, `${id}Group`, {
      vpc: this.vpc,
      description: `nightmask: endpoint of ${service.shortName}`,
      allowAllOutbound: false,
    })
    const { node } = new InterfaceVpcEndpoint(this, id, {
      vpc: this.vpc,
      service,
      subnets: { subnets: [...this.subnets] },
      securityGroups: [group],
      open: false,
      privateDnsEnabled: true,
    })
    ;(node.defaultChild as CfnVPCEndpoint).policyDocument = endpointPolicy(this, name, this.#foreignSecretArns)
    return group
  }
}
