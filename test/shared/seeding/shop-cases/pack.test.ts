import { beforeAll, expect, it } from 'vitest'
import { runGenerate } from '../../../../cli/commands/generate.ts'
import { silentProgress } from '../../../../cli/progress.ts'
import type { SeededCase } from '../../../../shared/seeding/edge-cases.ts'
import { shopPack } from '../../../../shared/seeding/shop-cases/pack.ts'
import { describeEachServer, freshDatabase, runSql, type TestDatabase } from '../../../setup/servers.ts'
import { contextOf, findCase, insertCases } from '../seed-database.ts'

describeEachServer('the shop pack', (server) => {
  let shop: TestDatabase
  let cases: readonly SeededCase[]
  const rowOf = async (name: string) => {
    const found = cases.find((candidate) => candidate.name === name)
    expect(found, name).toBeDefined()
    return (await findCase(shop.url, found!))!
  }
  const ask = async (sql: string) => (await runSql(shop.url, sql))[0]![0]

  beforeAll(async () => {
    shop = await freshDatabase(server, 'cases')
    const sizes = { users: 50, products: 30, orders: 200, reviews: 90, seed: 1 }
    await runGenerate({ target: shop.url, ...sizes }, { progress: silentProgress })
    const context = await contextOf(shop)
    const seeded = await shopPack.cases(context)
    expect(seeded.leftOut).toEqual([])
    cases = seeded.cases
    await insertCases(context, shop.url, cases)
  })

  it('has every case under its own name, by a key that production does not reach', async () => {
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length)
    for (const seeded of cases) {
      expect(await findCase(shop.url, seeded), seeded.name).not.toBeNull()
      for (const id of Object.values(seeded.key)) expect(Number(id)).toBeGreaterThanOrEqual(3_800_000_000)
    }
  })

  it('is the same for the same seed, another for another one, with the same names and keys', async () => {
    const empty = await freshDatabase(server, 'cases')
    const sizes = { users: 0, products: 0, orders: 0, reviews: 0 }
    await runGenerate({ target: empty.url, ...sizes }, { progress: silentProgress })
    const [first, again, other] = [
      await shopPack.cases(await contextOf(empty, 1)),
      await shopPack.cases(await contextOf(empty, 1)),
      await shopPack.cases(await contextOf(empty, 2)),
    ]
    expect(first).toEqual(again)
    expect(first).not.toEqual(other)
    const keys = (list: readonly SeededCase[]) => list.map(({ name, key }) => [name, key])
    expect(keys(first.cases)).toEqual(keys(other.cases))
    // Nor does it matter what production holds.
    expect(keys(first.cases)).toEqual(keys(cases))
  })

  it('counts what it promises to count', async () => {
    const counts = async (name: string) => {
      const { id } = await rowOf(name)
      return [
        await ask(`SELECT COUNT(*) FROM orders WHERE user_id = ${id}`),
        await ask(`SELECT COUNT(*) FROM reviews WHERE user_id = ${id}`),
      ]
    }
    expect(await counts('user-without-orders')).toEqual(['0', '0'])
    expect(await counts('user-with-one-order')).toEqual(['1', '0'])
    expect(await counts('user-without-reviews')).toEqual(['1', '0'])
    expect(await counts('user-with-one-review')).toEqual(['0', '1'])
    expect(await counts('user-inactive')).toEqual(['0', '0'])
    expect(await counts('user-with-1000-orders')).toEqual(['1000', '0'])
    expect(await counts('user-with-1000-reviews')).toEqual(['0', '1000'])
    expect(await counts('user-inactive-with-orders')).toEqual(['1', '0'])
    expect((await rowOf('user-inactive-with-orders')).is_active).toBe('0')
    const { id } = await rowOf('product-never-ordered')
    expect(await ask(`SELECT COUNT(*) FROM orders WHERE product_id = ${id}`)).toBe('0')
    expect(
      await ask(
        'SELECT COUNT(*) FROM orders JOIN products ON products.id = product_id WHERE total_price <> quantity * price',
      ),
    ).toBe('0')
  })

  it('reaches the bounds of the columns', async () => {
    expect(await rowOf('product-with-maximal-stock')).toMatchObject({ stock: '2147483647' })
    expect(await rowOf('product-of-maximal-price')).toMatchObject({ price: '99999999.99' })
    expect(await rowOf('product-free')).toMatchObject({ price: '0.00' })
    expect(await rowOf('order-of-maximal-quantity')).toMatchObject({
      quantity: '2147483647',
      total_price: '21474836.47',
    })
    expect(await rowOf('order-of-maximal-total')).toMatchObject({ total_price: '9999999999.99' })
    expect(await rowOf('review-of-lowest-rating')).toMatchObject({ rating: '1' })
    expect(await rowOf('review-of-highest-rating')).toMatchObject({ rating: '5' })
    expect((await rowOf('review-with-maximal-comment')).comment).toHaveLength(65_535)
    expect(await rowOf('review-with-empty-comment')).toMatchObject({ comment: '' })
    expect(await rowOf('review-without-comment')).toMatchObject({ comment: null })
    expect((await rowOf('user-name-of-maximal-length')).full_name).toHaveLength(120)
    const { email } = await rowOf('user-email-of-maximal-length')
    expect(email).toHaveLength(191)
    expect(email).toMatch(/^[a-z]{64}@([a-z]{1,63}\.)+edge-case\.example$/)
  })

  it('has every status and the moments at which clocks are odd', async () => {
    for (const status of ['pending', 'paid', 'shipped', 'delivered', 'cancelled', 'refunded'])
      expect(await rowOf(`order-${status}`)).toMatchObject({ status })
    const at = async (name: string) =>
      ask(`SET time_zone = '+00:00'; SELECT created_at FROM orders WHERE id = ${(await rowOf(name)).id}`)
    expect(await at('order-at-midnight-of-leap-day')).toBe('2024-02-29 00:00:00')
    expect(await at('order-on-last-second-of-year')).toBe('2024-12-31 23:59:59')
    expect(await at('order-on-first-second-of-year')).toBe('2025-01-01 00:00:00')
    // By the clock of Berlin, as the page for testers says.
    const inBerlin = new Intl.DateTimeFormat('sv', {
      timeZone: 'Europe/Berlin',
      dateStyle: 'short',
      timeStyle: 'medium',
    })
    const berlin = (utc: string | null | undefined) => inBerlin.format(new Date(`${utc!.replace(' ', 'T')}Z`)).slice(11)
    expect(berlin(await at('order-before-dst-begins'))).toBe('01:59:59')
    expect(berlin(await at('order-after-dst-begins'))).toBe('03:00:00')
    const [first, second] = [await at('order-before-dst-ends'), await at('order-after-dst-ends')]
    expect([berlin(first), berlin(second), first === second]).toEqual(['02:30:00', '02:30:00', false])
    const changed = `SELECT updated_at FROM orders WHERE id = ${(await rowOf('order-over-dst-change')).id}`
    expect(berlin(await at('order-over-dst-change'))).toBe('01:30:00')
    expect(berlin(await ask(`SET time_zone = '+00:00'; ${changed}`))).toBe('03:30:00')
  })

  it('holds what the name of each case says', async () => {
    const properties: Readonly<Record<string, (row: Readonly<Record<string, string | null>>) => unknown>> = {
      'user-name-of-one-letter': ({ full_name: name }) => [...name!].length === 1,
      'user-name-of-a-hundred-letters': ({ full_name: name }) => /^[A-Za-z]{100}$/.test(name!),
      'user-name-with-apostrophes': ({ full_name: name }) => name!.includes("'") && name!.includes('’'),
      'user-name-in-arabic': ({ full_name: name }) => /^[\p{Script=Arabic}\p{M} ]+$/u.test(name!),
      'user-name-in-chinese': ({ full_name: name }) => /^\p{Script=Han}+$/u.test(name!),
      'user-name-with-combining-marks': ({ full_name: name }) => name !== name!.normalize('NFC'),
      'user-email-with-plus': ({ email }) => /^[^@]+\+[^@]+@/.test(email!),
      'user-email-with-quotes': ({ email }) => /^"[^"]+ [^"]+"@/.test(email!),
      'user-email-with-apostrophe': ({ email }) => /'.*@/.test(email!),
      'user-inactive': ({ is_active: active }) => active === '0',
      'product-without-stock': ({ stock }) => stock === '0',
      'product-with-low-stock': ({ stock }) => stock === '1',
      'product-without-description': ({ description }) => description === null,
      'product-name-of-maximal-length': ({ name }) => name!.length === 160,
      'review-in-arabic': ({ comment }) => /\p{Script=Arabic}/u.test(comment!),
      'review-in-hebrew': ({ comment }) => /\p{Script=Hebrew}.*[a-z]/u.test(comment!),
      'review-in-chinese': ({ comment }) => /\p{Script=Han}/u.test(comment!) && /[\u{20000}-\u{2ffff}]/u.test(comment!),
      'review-in-japanese': ({ comment }) => /\p{Script=Hiragana}.*[\uff66-\uff9f].*[０-９]/u.test(comment!),
      'review-in-korean': ({ comment }) => /\p{Script=Hangul}/u.test(comment!),
      'review-with-emoji': ({ comment }) =>
        comment!.includes('\u200d') && /\p{RI}\p{RI}/u.test(comment!) && /\p{EMod}/u.test(comment!),
      'review-with-combining-marks': ({ comment }) => /\p{M}{3}/u.test(comment!),
      'review-with-html': ({ comment }) => /<script>.*<\/script>.*onerror=/.test(comment!),
      'review-with-sql': ({ comment }) => /^'\); DROP TABLE .*--/.test(comment!),
      'review-with-csv-formula': ({ comment }) => /^=\w+\(/.test(comment!),
      'review-with-line-breaks': ({ comment }) => /\r\n.*\n.*\r(?!\n).*\t.* $/s.test(comment!),
      'review-with-invisible-characters': ({ comment }) => /\u200b.*\u00ad.*\u202e/.test(comment!),
    }
    for (const [name, holds] of Object.entries(properties))
      expect([name, holds(await rowOf(name))]).toEqual([name, true])
  })

  it('keeps every character as it is', async () => {
    for (const { name, table, key, rows } of cases) {
      const subject = rows.find((row) => row.table === table && row.values.id === key.id)!
      const stored = await rowOf(name)
      for (const column of ['full_name', 'email', 'name', 'comment'].filter((text) => text in subject.values))
        expect(stored[column], name).toBe(subject.values[column])
    }
  })

  it('lets testers log in as its users with the password of staging', async () => {
    const known = await ask('SELECT password FROM users ORDER BY id LIMIT 1')
    expect(await rowOf('user-inactive')).toMatchObject({ password: known })
  })
})
