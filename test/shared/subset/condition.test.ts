import { expect, it } from 'vitest'
import { conditionProblem } from '../../../shared/subset/condition.ts'

it('takes any condition that closes what it opens', () => {
  for (const where of [
    'created_at >= NOW() - INTERVAL 30 DAY',
    "name = 'a;b) -- /* no comment */' AND `odd) name` = \"it''s\"",
    'id IN (SELECT order_id FROM refunds WHERE (amount > 3))',
    "note LIKE '50\\% of (' OR note IS NULL",
  ])
    expect(conditionProblem(where), where).toBeNull()
})

it('refuses whatever could leave the brackets it is put into, or be another statement', () => {
  for (const where of [
    '1) OR (1',
    '(1',
    '1; DROP TABLE users',
    '1 -- ',
    '1 --\u0001',
    '1 # x',
    '1 /* x */',
    '1 /*!50000 ) */',
    "name = 'open",
    'name = "open',
    '`open',
    "1 INTO OUTFILE 'x'",
    "a = 'x\\' OR 1",
    ' ',
  ])
    expect(conditionProblem(where), where).not.toBeNull()
})
