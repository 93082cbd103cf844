import { expect, it } from 'vitest'
import { shopPack } from '../../../../shared/seeding/shop-cases/pack.ts'
import { describeEachServer, freshDatabase, runSql } from '../../../setup/servers.ts'
import { contextOf, findCase, insertCases } from '../seed-database.ts'

// Somebody else's shop: UUIDs, statuses by CHECK, whole prices, narrow columns, columns that we do not know.
const schema = `
  CREATE TABLE tenants (code CHAR(2) PRIMARY KEY);
  INSERT INTO tenants VALUES ('de'), ('fr');
  CREATE TABLE users (
    id CHAR(36) CHARACTER SET ascii PRIMARY KEY, tenant CHAR(2) NOT NULL, login VARCHAR(30) NOT NULL UNIQUE, email VARCHAR(60) NOT NULL UNIQUE,
    full_name VARCHAR(40) CHARACTER SET latin1 NOT NULL, created_at DATE NOT NULL, FOREIGN KEY (tenant) REFERENCES tenants (code));
  CREATE TABLE products (
    id SMALLINT PRIMARY KEY, name VARCHAR(30) NOT NULL, price INT UNSIGNED NOT NULL, stock SMALLINT UNSIGNED NOT NULL DEFAULT 3,
    shelf TINYINT NOT NULL, CONSTRAINT stock_small CHECK (stock <= 500), CONSTRAINT not_free CHECK (price > 0));
  INSERT INTO products VALUES (20000, 'Lamp', 15, 3, 1);
  CREATE TABLE orders (
    id BIGINT AUTO_INCREMENT PRIMARY KEY, user_id CHAR(36) CHARACTER SET ascii NOT NULL, product_id SMALLINT NOT NULL, quantity SMALLINT NOT NULL,
    total_price INT UNSIGNED NOT NULL, status VARCHAR(9) NOT NULL, created_at DATETIME NOT NULL,
    FOREIGN KEY (user_id) REFERENCES users (id), FOREIGN KEY (product_id) REFERENCES products (id),
    CONSTRAINT known_status CHECK (status IN ('new', 'sent', 'came back')));
  CREATE TABLE reviews (
    user_id CHAR(36) CHARACTER SET ascii NOT NULL, product_id SMALLINT NOT NULL, rating TINYINT NOT NULL, comment VARCHAR(80) NOT NULL, created_at INT NOT NULL,
    PRIMARY KEY (user_id, product_id), FOREIGN KEY (user_id) REFERENCES users (id), FOREIGN KEY (product_id) REFERENCES products (id),
    CHECK (rating BETWEEN 0 AND 10))`

describeEachServer("the shop pack in somebody else's shop", (server) => {
  it('fits what is there and names what it leaves out, and why', async () => {
    const shop = await freshDatabase(server, 'cases')
    await runSql(shop.url, schema)
    const context = await contextOf(shop)
    const { cases, leftOut } = await shopPack.cases(context)
    await insertCases(context, shop.url, cases)
    const rowOf = (name: string) => findCase(shop.url, cases.find((candidate) => candidate.name === name)!)

    expect(await rowOf('user-without-orders')).toMatchObject({
      id: 'ed9eca5e-ed9e-8a5e-8a5e-000000000001',
      tenant: 'de',
    })
    expect(await rowOf('product-with-maximal-stock')).toMatchObject({
      id: expect.stringMatching(/^26\d{3}$/),
      stock: '500',
    })
    expect(await rowOf('product-of-maximal-price')).toMatchObject({ price: '4294967295' })
    expect(await rowOf('order-came-back')).toMatchObject({ status: 'came back' })
    expect(await rowOf('order-of-maximal-quantity')).toMatchObject({ quantity: '32767', total_price: '32767' })
    expect(await rowOf('order-at-midnight-of-leap-day')).toMatchObject({ created_at: '2024-02-29 00:00:00' })
    expect(await rowOf('review-of-highest-rating')).toMatchObject({ rating: '10', created_at: '1719835200' })
    expect((await rowOf('user-email-of-maximal-length'))?.email).toHaveLength(60)
    const left = new Map(leftOut.map((sentence) => sentence.split(': ') as [string, string]))
    expect(Object.fromEntries(left)).toMatchObject({
      'user-inactive': 'users has no column is_active for yes and no',
      'user-name-in-arabic': 'users.full_name (latin1) lacks its characters',
      'user-name-of-a-hundred-letters': 'users.full_name is too short for it',
      'product-free': 'the CHECK not_free of products does not let it in, or is too much for nightmask',
      'product-without-description': 'products has no column description',
      'order-over-dst-change': 'orders has no column updated_at',
      'review-without-comment': 'reviews.comment is never NULL',
    })
    // Every case is either there or named.
    expect([...left.keys(), ...cases.map(({ name }) => name)].length).toBe(
      new Set([...left.keys(), ...cases.map(({ name }) => name)]).size,
    )
    expect(cases.length).toBeGreaterThan(30)
  })

  it('leaves out whatever needs a table that is missing, empty by policy, or linked by another key', async () => {
    const shop = await freshDatabase(server, 'cases')
    await runSql(
      shop.url,
      `CREATE TABLE users (id INT PRIMARY KEY, number INT NOT NULL UNIQUE, full_name VARCHAR(200));
       CREATE TABLE products (id INT PRIMARY KEY, name VARCHAR(200));
       CREATE TABLE orders (id INT PRIMARY KEY, user_id INT, product_id INT, FOREIGN KEY (user_id) REFERENCES users (number))`,
    )
    const context = { ...(await contextOf(shop)), canSeed: (table: string) => table !== 'products' }
    const { cases, leftOut } = await shopPack.cases(context)
    await insertCases(context, shop.url, cases)
    expect(cases.every(({ table }) => table === 'users')).toBe(true)
    expect(leftOut).toContain(
      'user-with-one-review: products takes no rows: the policy leaves it empty or staging keeps its own',
    )
    expect(leftOut.find((sentence) => sentence.startsWith('orders in every status'))).toMatch(
      /is not one of user_id alone to the key of users/,
    )
  })
})
