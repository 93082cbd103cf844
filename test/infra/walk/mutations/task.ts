import { added, anywhere, deleted, grant, keyOf, removed, resourceLike, statementIn } from '../change.ts'
import type { Mutation } from '../mutations.ts'

const policy = /^MaskingTaskPolicy/

/** The task: what CodeBuild does for it, and what its steps ask for. */
export const task: readonly Mutation[] = [
  {
    name: 'the task cannot fetch its code',
    change: (all) => removed(all, policy, 's3:GetObjectVersion'),
    told: /CodeBuild fetches the code of the task.*fails/,
  },
  {
    name: 'the task cannot write its log',
    change: (all) => removed(all, policy, 'logs:PutLogEvents'),
    told: /CodeBuild writes the log of the task.*fails/,
  },
  {
    name: 'the task writes any log',
    change: (all) => (statementIn(all, policy, 'logs:PutLogEvents').Resource = '*'),
    told: /MaskingTaskPolicy.*allows logs:\w+ on \*/,
  },
  {
    name: 'any service may use the network interfaces of the task',
    change: (all) => anywhere(all, policy, 'ec2:CreateNetworkInterfacePermission'),
    told: /network interface of the task.*is allowed with ec2:(AuthorizedService|Subnet)/,
  },
  {
    name: 'another service takes the role of the task',
    change: (all) =>
      (statementIn(all, /^MaskingTaskRole/, 'sts:AssumeRole').Principal = { Service: 'ec2.amazonaws.com' }),
    told: /CodeBuild takes the role of the task.*fails/,
  },
  {
    name: 'the task writes audit records',
    change: (all) =>
      added(
        all,
        policy,
        grant('s3:PutObject', {
          'Fn::Join': ['', [{ 'Fn::GetAtt': [keyOf(all, /StoresAudit[0-9A-F]{8}$/), 'Arn'] }, '/audit/*/*']],
        }),
      ),
    told: /MaskingTaskPolicy.*allows s3:PutObject on .*audit.*nobody needs as much/,
  },
  {
    name: 'the task cannot read the key of originals',
    change: (all) => removed(all, policy, 'secretsmanager:GetSecretValue', 'KeysOriginals'),
    told: /task reads the secret.*fails/,
  },
  {
    name: 'the task has no way to the clone',
    change: (all) => deleted(all, /TasktonightmaskMaskingSidesClone/),
    told: /task.*reaches the clone.*no rule lets .* out/i,
  },
  {
    name: 'the task may go anywhere',
    change: (all) =>
      (resourceLike(all, /SidesTask[0-9A-F]{8}$/).Properties.SecurityGroupEgress = [
        { CidrIp: '0.0.0.0/0', IpProtocol: '-1' },
      ]),
    told: /SidesTask.*lets out what nobody needs: 0\.0\.0\.0\/0/,
  },
  {
    name: 'Refresh cannot wait for the build that it started',
    change: (all) =>
      (statementIn(all, /RefreshMachineRoleDefaultPolicy/, 'codebuild:StartBuild').Action = 'codebuild:StartBuild'),
    told: /state Run task\..*codebuild:\w+.*fails/,
  },
  {
    name: 'Night starts builds by itself',
    change: (all) => added(all, /NightMachineRoleDefaultPolicy/, grant('codebuild:StartBuild', '*')),
    told: /NightMachine.*allows codebuild:StartBuild on \*/,
  },
]
