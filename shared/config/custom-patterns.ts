import { z } from 'zod'
import { plainValue, readYaml } from '../policy/file/placed-yaml.ts'

const named = z.object({ transformers: z.array(z.string()) })

/** The files of transformers that a nightmask.yaml names, of which nothing else need be right: its variables may be unset. */
export function customPatterns(text: string): readonly string[] {
  const parsed = named.safeParse(plainValue(readYaml(text).root))
  return parsed.success ? parsed.data.transformers : []
}
