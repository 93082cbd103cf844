import type { Project } from '../../../../infra/read-project.ts'
import type { Template } from '../template.ts'

/** Datasets read production also where nights read a clone, but not in the task. */
export function readsProduction(project: Project, template: Template, alone = false): boolean {
  return cloneOf(template) === null || (!alone && Object.keys(project.config.datasets).length > 0)
}

/** What Night restores, or null when nights read production live. */
export function cloneOf(template: Template): 'cluster' | 'instance' | null {
  const definitions = definitionsOf(template)
  const restores = (action: string) => definitions.some((definition) => definition.includes(`:rds:${action}`))
  if (restores('restoreDBClusterToPointInTime')) return 'cluster'
  return restores('restoreDBInstanceToPointInTime') ? 'instance' : null
}

/** Pattern of the names of this nightly masking's clones, as Night gives them. */
export function cloneNames(template: Template): string {
  const named = definitionsOf(template)
    .join('')
    .matchAll(/'(nightmask-[\w-]*)' & \$runId/g)
  // Snapshots have a word more in their names.
  const [prefix] = [...named].map(([, each]) => each!).sort((a, b) => a.length - b.length)
  if (!prefix) throw new Error('the walker does not find how Night calls its clones')
  return `${prefix}*`
}

function definitionsOf({ ofType, text }: Template): string[] {
  return ofType('AWS::StepFunctions::StateMachine').map(([, { Properties }]) => text(Properties.DefinitionString))
}
