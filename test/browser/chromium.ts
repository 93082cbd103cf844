import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const names = ['chromium', 'chromium-browser', 'google-chrome']
const run = promisify(execFile)

/** The browser of this machine, null where there is none. */
export async function findChromium(): Promise<string | null> {
  for (const name of names)
    try {
      await run(name, ['--version'])
      return name
    } catch {}
  return null
}

/** What a page has become when its scripts have run, as HTML. */
export async function renderedBy(
  chromium: string,
  made: string,
  look: 'light' | 'dark',
  width: number,
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'nightmask-browser-'))
  const file = join(folder, 'page.html')
  writeFileSync(file, made)
  const scheme = look === 'dark' ? ['--blink-settings=preferredColorScheme=0'] : []
  const flags = [
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    `--user-data-dir=${folder}/profile`,
    `--window-size=${width},900`,
  ]
  try {
    const { stdout } = await run(
      chromium,
      [...flags, ...scheme, '--virtual-time-budget=20000', '--dump-dom', `file://${file}`],
      {
        ...{ maxBuffer: 64 << 20, timeout: 150_000 },
      },
    )
    return stdout
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
