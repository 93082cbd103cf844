import { copyFileSync, cpSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AssetHashType, DockerImage } from 'aws-cdk-lib'
import type { AssetProps } from 'aws-cdk-lib/aws-s3-assets'
import type { CustomSource } from '../shared/masking/custom/custom-transformer.ts'
import { type Bundle, bundle } from './bundle.ts'

/**
 * The code of all functions, or of the task, as an asset with these files beside it, by the names that they get there, and with transformers
 * of the user's own. No Docker.
 */
export function bundledCode(
  name: Bundle,
  besides: Readonly<Record<string, string>>,
  transformers: readonly CustomSource[] = [],
): AssetProps {
  return {
    path: fileURLToPath(new URL('.', import.meta.url)),
    // The configuration is part of it.
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Never started: what follows is always able to bundle.
      image: DockerImage.fromRegistry('scratch'),
      // CDK bundles once what is asked for in the same words.
      environment: { name, ...besides, transformers: transformers.map(({ digest }) => digest).join(' ') },
      local: {
        tryBundle(folder) {
          takeBundle(name, folder)
          for (const [file, path] of Object.entries(besides)) copyFileSync(path, join(folder, file))
          if (transformers.length > 0) writeFileSync(join(folder, 'transformers.json'), JSON.stringify(transformers))
          return true
        },
      },
    },
  }
}

/** The package has what `npm run build` made; the checkout makes it of its sources. */
function takeBundle(name: Bundle, folder: string): void {
  const made = fileURLToPath(new URL(`../bundles/${name}`, import.meta.url))
  if (existsSync(made)) cpSync(made, folder, { recursive: true })
  else bundle(name, folder)
}
