import { spawn } from 'node:child_process'

/** Opens a file with what the desktop has for it; false where there is no desktop or no opener. */
export function openWithSystem(path: string): Promise<boolean> {
  const [command, ...args] = openerOf(process.platform, process.env)
  if (command === undefined) return Promise.resolve(false)
  return new Promise((resolve) => {
    const opener = spawn(command, [...args, path], { detached: true, stdio: 'ignore' })
    opener.once('error', () => resolve(false))
    opener.once('spawn', () => {
      opener.unref()
      resolve(true)
    })
  })
}

function openerOf(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string[] {
  if (platform === 'darwin') return ['open']
  if (platform === 'win32') return ['explorer.exe']
  // Without a display xdg-open would start a browser in the terminal.
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open'] : []
}
