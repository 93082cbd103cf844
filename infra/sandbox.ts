import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import {
  FlowLogDestination,
  InstanceClass,
  InstanceSize,
  InstanceType,
  IpAddresses,
  type ISecurityGroup,
  Peer,
  SecurityGroup,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import {
  Credentials,
  DatabaseInstance,
  DatabaseInstanceEngine,
  MysqlEngineVersion,
  ParameterGroup,
} from 'aws-cdk-lib/aws-rds'
import { Construct } from 'constructs'
import { MaskingNetwork } from './masking-network.ts'
import { SandboxFill } from './sandbox-fill.ts'
import type { Database, Surroundings } from './surroundings.ts'

/** A VPC without a way out, a small MySQL as production, filled with a shop, and one as staging: to try nightmask in an empty account. Goes with the stack. */
export class Sandbox extends Construct implements Surroundings {
  readonly network: MaskingNetwork
  readonly source: Database
  readonly staging: Database

  constructor(scope: Construct, id: string) {
    super(scope, id)
    const flows = new LogGroup(this, 'Flows', {
      retention: RetentionDays.ONE_WEEK,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    const vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr('10.66.0.0/22'),
      maxAzs: 2,
      natGateways: 0,
      restrictDefaultSecurityGroup: false,
      subnetConfiguration: [{ name: 'private', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 24 }],
      flowLogs: { all: { destination: FlowLogDestination.toCloudWatchLogs(flows) } },
    })
    const subnets = vpc.isolatedSubnets
    // The id of S3's prefix list differs by region; there is no route but the gateway's here.
    this.network = new MaskingNetwork(this, 'Network', { vpc, subnets, s3: Peer.anyIpv4() })
    this.source = this.#database(vpc, 'Source', 'shop')
    // Its rules too: those of a group stand beside it, and CloudFormation makes them when it likes.
    const after = [this.network, this.node.findChild('Source') as Construct, this.source.securityGroup]
    new SandboxFill(this, 'Fill', { network: this.network, source: this.source, after })
    this.staging = this.#database(vpc, 'Staging', 'staging')
  }

  #database(vpc: Vpc, id: string, databaseName: string): Database {
    const securityGroup = new SecurityGroup(this, `${id}Group`, {
      vpc,
      description: `nightmask sandbox: ${databaseName}`,
      allowAllOutbound: false,
    })
    const engine = DatabaseInstanceEngine.mysql({ version: MysqlEngineVersion.VER_8_4_8 })
    const instance = new DatabaseInstance(this, id, {
      ...{ vpc, engine, databaseName, securityGroups: [securityGroup as ISecurityGroup] },
      vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
      instanceType: InstanceType.of(InstanceClass.BURSTABLE4_GRAVITON, InstanceSize.MICRO),
      credentials: Credentials.fromGeneratedSecret('nightmask'),
      parameterGroup: new ParameterGroup(this, `${id}Parameters`, {
        engine,
        parameters: { local_infile: '1', require_secure_transport: '1', log_bin_trust_function_creators: '1' },
      }),
      allocatedStorage: 20,
      storageEncrypted: true,
      iamAuthentication: false,
      backupRetention: Duration.days(1),
      autoMinorVersionUpgrade: true,
      deletionProtection: false,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    return {
      name: { instance: instance.instanceIdentifier },
      database: databaseName,
      securityGroup,
      port: 3306,
      secretArn: instance.secret!.secretArn,
    }
  }
}
