import type { Wire } from '../wire/wire.ts'

/** When the server was started, in seconds since 1970; it counts whole seconds of two clocks. */
export async function serverStart(wire: Wire): Promise<number> {
  const [[, uptime] = []] = await wire.query("SHOW GLOBAL STATUS LIKE 'Uptime'")
  const [[now] = []] = await wire.query('SELECT UNIX_TIMESTAMP()')
  return Number(now) - Number(uptime)
}
