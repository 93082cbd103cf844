import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { silentProgress } from '../../../cli/progress.ts'
import { openRun } from '../../../cli/run/open-run.ts'
import { writeKeyFile } from '../../../shared/adapters/secrets/key-file.ts'
import { parseConfig } from '../../../shared/config/parse-config.ts'

const folder = mkdtempSync(join(tmpdir(), 'nightmask-resume-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const key = join(folder, 'key')
const { id: keyId } = await writeKeyFile(key)
const now = { table: 'users', n: 0, columns: ['id'], from: null, to: ['7'] }

// Before tables were cut by several columns, and before they were cut at all.
it.each([
  [{ table: 'users', n: 0, column: 'id', from: '1', to: null }],
  [{ table: 'users', n: 0, columns: ['id'], from: '1', to: null }],
  [{ ...now, to: [] }],
  [null],
])(
  'a run that an earlier version has planned, with the chunk %j, is not gone on with: it is told in a sentence',
  async (chunk) => {
    const artifacts = join(folder, 'artifacts')
    mkdirSync(join(artifacts, 'runs/old'), { recursive: true })
    const plan = { runId: 'old', keyId, toolVersion: '0.3.0', chunks: [now, chunk] }
    writeFileSync(join(artifacts, 'runs/old/plan.json'), JSON.stringify(plan))
    const url = 'mysql://root@127.0.0.1:1/shop'
    const places = { source: url, staging: `${url}_staging`, artifacts }
    const config = parseConfig(`key: { file: ${key} }`, 'nightmask.yaml', {}, places)
    const options = { config, policyText: '', policyFile: 'policy.yaml', seed: null, dataset: null, workers: null }
    const asked = { ...options, chunkRows: null, resume: 'old', signal: new AbortController().signal }
    await expect(openRun(asked, silentProgress)).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringMatching(
        /^Run old was planned by nightmask 0\.3\.0, .* begin a new run, without --resume\.$/,
      ),
    })
  },
)
