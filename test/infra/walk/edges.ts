import type { Project } from '../../../infra/read-project.ts'
import { type Edges, joined } from './edge.ts'
import { deliveryEdges } from './edges/delivery.ts'
import { endpointEdges } from './edges/endpoints.ts'
import { functionEdges } from './edges/functions.ts'
import { peopleEdges } from './edges/people.ts'
import { stagingLoadEdges } from './edges/staging-load.ts'
import { taskEdges } from './edges/task.ts'
import { workflowEdges } from './edges/workflows.ts'
import type { Template } from './template.ts'

/** Who calls what: read from the template and from the code, and the few things that neither says. */
export function edgesOf(template: Template, project: Project): Edges {
  return joined(
    functionEdges(template, project),
    taskEdges(template, project),
    workflowEdges(template, project),
    deliveryEdges(template),
    endpointEdges(template),
    peopleEdges(template, project),
    stagingLoadEdges(template, project),
  )
}
