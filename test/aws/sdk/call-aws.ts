import * as cloudwatch from '@aws-sdk/client-cloudwatch'
import * as rds from '@aws-sdk/client-rds'
import * as s3 from '@aws-sdk/client-s3'
import * as secretsmanager from '@aws-sdk/client-secrets-manager'
import type { Json } from '../asl/definition.ts'
import type { CallAws } from '../asl/engine.ts'
import { StateError } from '../asl/state-error.ts'
import { emulator } from '../emulator.ts'
import { fromSdk, javaException, toSdk } from './java-names.ts'

interface Client {
  send(command: unknown): Promise<unknown>
}

interface Command {
  readonly schema: readonly [number, string, string, number, unknown, unknown]
}

interface Service {
  /** As Step Functions begins the names of its errors. */
  readonly errors: string
  readonly client: Client
  readonly commands: Readonly<Record<string, unknown>>
}

const services: Record<string, Service> = {
  cloudwatch: {
    errors: 'CloudWatch',
    client: new cloudwatch.CloudWatchClient(emulator) as Client,
    commands: cloudwatch,
  },
  rds: { errors: 'Rds', client: new rds.RDSClient(emulator) as Client, commands: rds },
  s3: { errors: 'S3', client: new s3.S3Client(emulator) as Client, commands: s3 },
  secretsmanager: {
    errors: 'SecretsManager',
    client: new secretsmanager.SecretsManagerClient(emulator) as Client,
    commands: secretsmanager,
  },
}

/** The SDK integrations of Step Functions against the emulator, whose answers are the API's own. */
export const callEmulator: CallAws = async (serviceName, action, args) => {
  const service = services[serviceName]
  if (!service) throw new Error(`the interpreter knows no service ${serviceName}`)
  const name = `${action.charAt(0).toUpperCase()}${action.slice(1)}Command`
  const Command = service.commands[name] as (new (input: Json) => Command) | undefined
  if (!Command) throw new Error(`${serviceName} has no action ${action}`)
  const { schema } = new Command({})
  const command = new Command(toSdk(args, schema[4], `${serviceName}:${action}`))
  try {
    return fromSdk(await service.client.send(command), schema[5])
  } catch (error) {
    const { name: fault, message } = error as Error
    throw new StateError(`${service.errors}.${javaException(fault)}`, message)
  }
}
