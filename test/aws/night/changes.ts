import { expect, it } from 'vitest'
import { digestsOfAll } from '../../e2e/compare.ts'
import { runSql } from '../../setup/servers.ts'
import { type Nights, runIdOf } from './nights.ts'

/** Nights by changes. */
export function describeChanges(nights: () => Nights): void {
  it('bring a kept generation forward when staging keeps three, and write what differs', async () => {
    const { sourceUrl, stagingUrl } = nights()
    const refresh = async () => (await nights().record(runIdOf(await nights().night()))).refresh
    let last = await refresh()
    for (let night = 2; night <= 4 && last?.kind !== 'changes'; night++) last = await refresh()
    const { orders: before, ...same } = await digestsOfAll(stagingUrl)
    await runSql(sourceUrl, 'UPDATE orders SET quantity = quantity + 1 ORDER BY id LIMIT 1')
    const { altered, ...changed } = (await refresh())!
    expect(changed).toMatchObject({ kind: 'changes', whole: [] })
    expect(altered).toBeUndefined()
    const { orders, ...others } = await digestsOfAll(stagingUrl)
    expect(others).toEqual(same)
    expect(orders).not.toBe(before)
  })
}
