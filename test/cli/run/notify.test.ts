import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { silentProgress } from '../../../cli/progress.ts'
import { notify } from '../../../cli/run/notify.ts'
import type { AuditRecord } from '../../../shared/audit/record.ts'
import type { Notify } from '../../../shared/config/notify.ts'
import { freshFolder } from '../../e2e/nightmask.ts'
import { afterFile } from '../../setup/take-down.ts'
import { sampleRecord } from '../../shared/audit/sample-record.ts'

const refused: AuditRecord = { ...sampleRecord(), outcome: 'refused', failure: 'users.email: <2> originals & more.' }

/** A receiver that answers with these codes, one after the other, and what it was sent. */
async function receiver(...codes: readonly number[]) {
  const got: unknown[] = []
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    got.push(JSON.parse(Buffer.concat(parts).toString()))
    response.writeHead(codes[got.length - 1] ?? 200, { location: '/elsewhere' }).end()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  afterFile(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook/s3cret`, got }
}

async function told(settings: Notify, record: AuditRecord, published: AuditRecord | null = null) {
  const notes: string[] = []
  const records = { latestPublished: async () => published }
  const progress = { ...silentProgress, note: (text: string) => void notes.push(text) }
  await notify(settings, { record, recordPath: '/audit/1.json' }, records, progress)
  return notes
}

// Who is not heard tries again after a second or two.
it.concurrent('posts what happened as JSON, again when the receiver was busy', async () => {
  const { url, got } = await receiver(503, 200)
  expect(await told({ webhook: { url, format: 'json', on: 'always' } }, sampleRecord())).toEqual([])
  expect(got).toHaveLength(2)
  expect(got[1]).toMatchObject({ event: 'nightmask run ended', outcome: 'published', record: '/audit/1.json' })
  const [, documented = ''] = /```json\n(\{[^`]*)```/.exec(readFileSync('docs/running.md', 'utf8'))!
  expect(Object.keys(got[1] as object)).toEqual(Object.keys(JSON.parse(documented)))
})

it.concurrent('posts to a chat in its own form, and its signs in a sentence mean nothing there', async () => {
  const { url, got } = await receiver()
  await told({ webhook: { url, format: 'slack', on: 'failure' } }, sampleRecord())
  expect(got).toEqual([])
  await told({ webhook: { url, format: 'slack', on: 'failure' } }, refused)
  expect(got).toEqual([
    { text: expect.stringMatching(/^✗ nightmask refused: .*\n(.*\n)?users\.email: &lt;2&gt; originals &amp; more\.$/) },
  ])
})

it.concurrent.each([
  [404, 'The end was told to nobody: notify.webhook: it answered 404.'],
  [302, /^The end was told to nobody: notify\.webhook: it could not be reached \(\w+\)\.$/],
])('notes an answer of %s without a part of the URL, and changes nothing else', async (code, sentence) => {
  const { url } = await receiver(code, code, code)
  const [note = ''] = await told({ webhook: { url, format: 'json', on: 'always' } }, refused)
  expect(note).toMatch(sentence)
  expect(note).not.toContain('s3cret')
})

it('writes metrics in which the last success outlives a failure', async () => {
  const file = join(freshFolder(), 'nightmask.prom')
  await told({ metrics: { file } }, refused, sampleRecord())
  const text = readFileSync(file, 'utf8')
  const success = Date.parse(sampleRecord().endedAt) / 1000
  expect(text).toContain(`nightmask_last_success_timestamp_seconds{staging="shop_staging",dataset=""} ${success}\n`)
  expect(text).toContain('nightmask_last_run_outcome{staging="shop_staging",dataset="",outcome="refused"} 1\n')
  const documented = readFileSync('docs/running.md', 'utf8').matchAll(/^\| `(nightmask_\w+)/gm)
  expect([...new Set(text.match(/^nightmask_\w+/gm))].toSorted()).toEqual(
    [...documented].map(([, name]) => name).toSorted(),
  )
  for (const line of text.trimEnd().split('\n'))
    expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+\{(\w+="[^"]*",?)+\} [\d.]+)$/)
  expect(await told({ metrics: { file: '/none/x.prom' } }, refused)).toEqual([
    'The end was told to nobody: notify.metrics: /none/x.prom could not be written (ENOENT).',
  ])
})
