import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { findChromium, renderedBy } from './chromium.ts'
import { samplePages } from './pages.ts'

// A browser takes seconds for each page, so `npm test` leaves it out: `npm run axe` and the gate ask for it.
const chromium = process.env.NIGHTMASK_TEST_CHROMIUM ? await findChromium() : null
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const looks = [
  ...(['record', 'index'] as const).flatMap((name) => [
    { name, look: 'light' as const, width: 1280 },
    { name, look: 'dark' as const, width: 400 },
  ]),
  ...(['failed', 'rollback', 'large'] as const).map((name) => ({ name, look: 'light' as const, width: 1280 })),
]

describe.skipIf(!chromium)('the pages in a browser', () => {
  const pages = samplePages()
  it.each(looks)('have no axe violation: $name, $look, $width wide', async ({ name, look, width }) => {
    expect(await violations(pages[name]!, look, width)).toEqual([])
  })

  it('show the columns that were chosen, and the tables that have any, by their style alone', async () => {
    const script = `const shown = () => [...document.querySelectorAll('.wide tbody tr')].filter((row) => row.checkVisibility()).length
      const all = shown()
      document.getElementById('show-why').click()
      document.documentElement.setAttribute('data-shown', all + ' ' + shown())`
    const rendered = await renderedBy(chromium!, withScript(pages.record!, script), 'light', 1280)
    expect(/data-shown="([^"]*)"/.exec(rendered)?.[1]).toBe('5 1')
  })

  it.each(['record', 'index'] as const)('have no column beside the screen of a phone: %s', async (name) => {
    const script = `for (const all of document.querySelectorAll('details')) all.open = true
      const wide = [...document.querySelectorAll('table')].filter((table) => table.scrollWidth > table.parentElement.clientWidth)
      document.documentElement.setAttribute('data-wide', wide.length + ' of ' + document.querySelectorAll('table').length)`
    const rendered = await renderedBy(chromium!, withScript(pages[name]!, script), 'light', 400)
    expect(/data-wide="([^"]*)"/.exec(rendered)?.[1]).toMatch(/^0 of [1-9]/)
  })
})

/** The page's own policy lets no script run: that is left out of the copy which is looked at. */
function withScript(page: string, script: string): string {
  const open = page.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '')
  return open.replace('</body>', () => `<script>${script}</script></body>`)
}

async function violations(page: string, look: 'light' | 'dark', width: number): Promise<string[]> {
  const script = `${axe};axe.run().then(({ violations, passes }) => { document.documentElement.setAttribute('data-axe', JSON.stringify({ passes: passes.length, violations: violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ target }) => target.join(' ')).join(', ')) })) })`
  const rendered = await renderedBy(chromium!, withScript(page, script), look, width)
  const [, told] = /<html[^>]* data-axe="([^"]*)"/.exec(rendered) ?? []
  const found = JSON.parse(
    (told ?? '{}').replaceAll('&quot;', '"').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
  ) as { passes?: number; violations?: string[] }
  if (!found.passes) throw new Error('axe did not end: the browser gave no verdict.')
  return found.violations ?? []
}
