import { passed } from '../../shared/adapters/mysql/reading/judge-server.ts'
import { readKeyFile } from '../../shared/adapters/secrets/key-file.ts'
import { openStores } from '../../shared/adapters/stores/open-stores.ts'
import type { Config } from '../../shared/config/config.ts'
import { assertRecordable } from '../../shared/steps/file-record.ts'
import { explain } from '../failure.ts'
import { systemClock } from '../run/clock.ts'
import { keyFileOf } from '../run/endpoints.ts'
import { openSigner } from '../run/signer.ts'
import type { Diagnosis } from './check-server.ts'

/** What a run needs of this machine: the key, and a place for its record. */
export async function checkHere(config: Config): Promise<Diagnosis[]> {
  const { version, platform, arch } = process
  const node = passed(`Node ${version} on ${platform} ${arch}.`)
  const key = await readKeyFile(keyFileOf(config)).catch(explain)
  if ('message' in key) return [node, { passed: false, sentence: key.message }]
  const recordable = async () => {
    const stores = await openStores(config.artifacts)
    const signer = await openSigner(config, key)
    await assertRecordable(systemClock.now().toISOString(), { ...stores, signer })
    return passed(`A record can be signed, and written to ${stores.place}.`)
  }
  const record = await recordable().catch((error) => ({ passed: false, sentence: explain(error).message }))
  return [node, passed(`The pseudonym key ${key.id} was read.`), record]
}
