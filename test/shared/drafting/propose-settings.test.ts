import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../../shared/config/parse-config.ts'
import { writeConfig } from '../../../shared/config/write-config.ts'
import { proposeSettings } from '../../../shared/drafting/harm/propose-settings.ts'
import { rehearsedDraft } from '../../../shared/drafting/rehearsal/rehearsed-draft.ts'
import { knownNames } from '../../../shared/masking/text/known-names.ts'
import { loadCommonWords } from '../../../shared/policy/detection/names/common-words.ts'
import { refuseOwn } from '../../../shared/policy/resolving/check-own.ts'
import { schema, table } from '../policy/describe-schema.ts'

const id = { primaryKey: ['id'] }
const knobs = {
  ...{ site_url: 'https://www.brook.example.org/', smtp_host: 'mail.brook.example.org', stripe_account: 'acct_1Hh1' },
  ...{ order_webhook_url: 'https://partner.example.org/in', harvest_feed_url: 'https://feeds.example.org/x' },
  ...{ cron_enabled: '1', tracking_id: 'UA-1234-5', colour: 'blue', base_currency: 'EUR' },
}
const of = schema(
  table('knobs', { id: 'int', knob_name: 'varchar(60)', knob_value: 'text' }, id),
  table('email_queue', { id: 'int', body: 'text' }, id),
  table('sms_outbox', { id: 'int', body: 'text' }, id),
  table('webhooks', { id: 'int', target_url: 'varchar(200)', is_active: 'tinyint(1)' }, id),
  table('scheduled_tasks', { id: 'int', name: 'varchar(40)', enabled: 'tinyint(1)' }, id),
  table('handsets', { id: 'int', push_token: 'varchar(200)', member_id: 'int' }, id),
  table(
    'accounts',
    { id: 'int', stripe_customer_id: 'varchar(60)', payment_method_id: 'int', billing_address_id: 'int' },
    id,
  ),
  table('apps', { id: 'int', client_secret: 'varchar(60)', api_key: 'varchar(60)', title: 'varchar(40)' }, id),
  table('harvest_sources', { id: 'int', feed_url: 'varchar(200)', active: 'tinyint(1)' }, id),
  table('shop_domains', { id: 'int', domain: 'varchar(100)' }, id),
  table('products', { id: 'int', queue_position: 'int', key_feature: 'varchar(40)', active: 'tinyint(1)' }, id),
)
const samples = new Map([
  [
    'knobs',
    new Map([
      ['id', Object.keys(knobs).map((_, at) => String(at))],
      ['knob_name', Object.keys(knobs)],
      ['knob_value', Object.values(knobs)],
    ]),
  ],
])

describe('what init proposes for staging.settings', async () => {
  const names = await knownNames('en')
  const draft = rehearsedDraft(of, samples, names, 'en', await loadCommonWords('en'))
  const proposed = proposeSettings(of, samples, { ...draft, tables: [] })
  const told = proposed.map(({ table, where, set, blank, empty }) => [
    table,
    ...(where ? where.names : []),
    ...(empty ? ['empty'] : [...blank, ...Object.entries(set).map(([column, value]) => `${column}=${value}`)]),
  ])

  it('is what would reach somebody outside, by names and values, and nothing else', () => {
    expect(told).toEqual(
      expect.arrayContaining([
        ['knobs', 'site_url', 'knob_value=https://staging.example.com/'],
        ['knobs', 'smtp_host', 'knob_value=localhost'],
        ['knobs', 'order_webhook_url', 'knob_value=http://localhost:9/'],
        ['knobs', 'harvest_feed_url', 'knob_value=http://localhost:9/'],
        ['knobs', 'cron_enabled', 'knob_value=0'],
        ['knobs', 'stripe_account', 'knob_value='],
        ['knobs', 'tracking_id', 'knob_value='],
        ['email_queue', 'empty'],
        ['sms_outbox', 'empty'],
        ['webhooks', 'target_url=http://localhost:9/', 'is_active=0'],
        ['scheduled_tasks', 'enabled=0'],
        ['handsets', 'push_token'],
        ['accounts', 'stripe_customer_id'],
        ['apps', 'client_secret'],
        ['apps', 'api_key'],
        ['harvest_sources', 'feed_url=http://localhost:9/', 'active=0'],
        ['shop_domains', 'domain=staging.example.com'],
      ]),
    )
    expect(told).toHaveLength(17)
  })

  it('stands in nightmask.yaml as lines that do nothing, and that a plan takes when they are wanted', () => {
    const text = writeConfig('schema.json', [], proposed)
    const variables = { SOURCE_URL: 'mysql://a/b', STAGING_URL: 'mysql://a/c' }
    expect(parseConfig(text, 'n.yaml', variables, {}).own.settings).toEqual([])
    const wanted = text.replaceAll(/^ {2}# (settings:| {2}- )/gm, '  $1')
    const { own } = parseConfig(wanted, 'n.yaml', variables, {})
    expect(own.settings).toHaveLength(17)
    expect(() => refuseOwn(own, { schema: of, skipped: new Set(), keptThere: null })).not.toThrow()
    expect(text).not.toContain('brook')
  })
})
