import type { Project } from '../../../infra/read-project.ts'
import { type SynthesisOptions, synthesise } from '../synthesise.ts'
import { type Template, template } from './template.ts'

/** The example's template for walking, with the project that it was made from. */
export function deployed(options: SynthesisOptions = {}): { readonly template: Template; readonly project: Project } {
  const { resources, project } = synthesise(options)
  return { template: template(resources), project }
}
