import { hostname, userInfo } from 'node:os'

/** Who runs this, as the machine knows them: `ana@host`, or `ana as root@host` under sudo. */
export function whoRuns(): string {
  const own = nameOfUser()
  const asked = process.env.SUDO_USER
  return `${asked && asked !== own ? `${asked} as ` : ''}${own}@${hostname()}`
}

function nameOfUser(): string {
  try {
    return userInfo().username
  } catch {
    // A container may run as a number that has no name.
    return String(process.getuid?.() ?? 'somebody')
  }
}
