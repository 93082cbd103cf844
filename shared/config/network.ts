import { z } from 'zod'

const text = z.string().min(1)

/** An id as AWS gives it, with what begins it. */
export const id = (prefix: string, example: string) =>
  z.string().regex(new RegExp(`^${prefix}-[0-9a-z]+$`), { error: `has to be an id like ${example}` })

const interfaceEndpoint = z.union([z.literal('make'), z.strictObject({ security_group: id('sg', 'sg-0a1b2c3d') })], {
  error: 'has to be make, or { security_group: sg-… } of the endpoint that is there',
})

/** The VPC in which functions stand, and how they reach AWS from there. */
export const networkShape = z
  .strictObject({
    vpc: id('vpc', 'vpc-0a1b2c3d'),
    availability_zones: z.array(text).min(1),
    /** Private subnets, one for each zone, in the same order. No route to the internet is needed. */
    subnets: z.array(id('subnet', 'subnet-0a1b2c3d')).min(1),
    /** The AWS-managed prefix list of S3 in the region: all that functions may reach beside databases and endpoints. */
    s3_prefix_list: id('pl', 'pl-6ea54007'),
    /** A VPC has one endpoint of each kind at most: `make` it, or name what is there. */
    endpoints: z.strictObject({
      /** A gateway, made in these route tables; or `existing`. */
      s3: z.union(
        [z.strictObject({ route_tables: z.array(id('rtb', 'rtb-0a1b2c3d')).min(1) }), z.literal('existing')],
        {
          error: 'has to be existing, or { route_tables: [rtb-…] } to make a gateway in',
        },
      ),
      secretsmanager: interfaceEndpoint.default('make'),
      /** For the signature of audit records. */
      kms: interfaceEndpoint.default('make'),
      /** For the log of a task, made when it is left out; none where functions do the work. */
      logs: interfaceEndpoint.optional(),
    }),
  })
  .refine(({ availability_zones: zones, subnets }) => zones.length === subnets.length, {
    error: 'has to have one subnet for each availability zone',
    path: ['subnets'],
  })
