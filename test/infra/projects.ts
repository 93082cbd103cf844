import type { Project } from '../../infra/read-project.ts'

/** The example with a source on RDS, which is restored, in place of an Aurora cluster, which is cloned. */
export function withRdsSource(project: Project): Project {
  const { cluster: _, ...source } = project.deploy.source!
  return { ...project, deploy: { ...project.deploy, source: { ...source, instance: 'shop-production' } } }
}

/** The example reading production itself, without datasets to make for the rest. */
export function live(project: Project): Project {
  return { ...project, config: { ...project.config, source: { ...project.config.source, mode: 'live' } } }
}

/** The example without datasets, which read production itself. */
export function withoutDatasets(project: Project): Project {
  return { ...project, config: { ...project.config, datasets: {} } }
}

/** The example, whose nights are the work of one task, reading a clone. */
export function withTask(project: Project): Project {
  return { ...project, deploy: { ...project.deploy, engine: 'task' } }
}

/** The example, whose staging reads chunks from S3 by itself. */
export function loadingFromS3(project: Project): Project {
  const { instance: _, ...staging } = project.deploy.staging!
  return { ...project, deploy: { ...project.deploy, staging: { ...staging, cluster: 'shop-staging', load: 's3' } } }
}

/** The example, whose nights are the work of one task, and whose masked staging is shared. */
export function taskAndShare(project: Project): Project {
  return shared(withTask(project))
}

const share = { accounts: ['310987654321'], key: 'arn:aws:kms:eu-central-1:123456789012:key/shared', keep: 3 }

/** The example, whose masked staging is shared as a snapshot. */
export function shared(project: Project): Project {
  return { ...project, deploy: { ...project.deploy, share } }
}

/** The example with a staging behind addresses, its login in another account, its snapshots for a third one. */
export function sharedElsewhere(project: Project): Project {
  const { security_group: _, ...staging } = project.deploy.staging!
  const secret = 'arn:aws:secretsmanager:eu-central-1:210987654321:secret:shop/staging/nightmask-abcdef'
  const key = 'arn:aws:kms:eu-central-1:210987654321:key/staging'
  return {
    ...project,
    config: { ...project.config, staging: { ...project.config.staging, secret } },
    deploy: { ...project.deploy, share, staging: { ...staging, cidr: '10.20.0.0/24' }, secret_keys: [key] },
  }
}
