import { describe, expect, it } from 'vitest'
import type { Case } from '../../bench/coincidences/case.ts'
import { allCases } from '../../bench/coincidences/main.ts'
import { runCase } from '../../bench/coincidences/run-case.ts'
import { testServers } from '../setup/servers.ts'

/** One of each end, and a crowd; `npm run coincidences` lives all of them through. */
const sample = [
  'a login is where orders stand, and more orders come to stand there',
  'a page names the address of somebody who works there',
  'a login that was there comes into a list',
  'a column of surnames',
]

describe.each(testServers())('a coincidence is told from a leak ($name)', (server) => {
  const cases = sample.map((title) => allCases.find((lived) => lived.title === title)!)
  it.each(cases)('$by: $title, which ends $ends', async (lived: Case) => {
    expect(await runCase(server.url, `t_coincidence_${allCases.indexOf(lived)}`, lived)).toBeNull()
  })
})
