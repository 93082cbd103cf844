import { fileURLToPath } from 'node:url'
import { AssetHashType, DockerImage } from 'aws-cdk-lib'
import { Asset } from 'aws-cdk-lib/aws-s3-assets'
import type { Construct } from 'constructs'
import { bundleTask } from './bundle-task.ts'

/** The task's code and the files that are deployed with it, as a zip in the account's assets. Bundled here, without Docker. */
export function taskAsset(scope: Construct, id: string, besides: Readonly<Record<string, string>>): Asset {
  return new Asset(scope, id, {
    path: fromHere('../../cli'),
    // Its code is of many folders: what counts is what comes out.
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Never started: what follows is always able to bundle.
      image: DockerImage.fromRegistry('scratch'),
      local: {
        tryBundle(folder) {
          bundleTask(folder, besides)
          return true
        },
      },
    },
  })
}

function fromHere(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url))
}
